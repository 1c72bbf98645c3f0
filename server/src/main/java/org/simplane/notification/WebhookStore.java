// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.notification;

import java.util.Set;
import org.jdbi.v3.core.Handle;

final class WebhookStore {

  private WebhookStore() {}

  /** The patterns of kinds that anybody wants to be told of, of what happens in an organisation. */
  static Set<String> listening(Handle handle, long organisation) {
    return handle
        .createQuery(
            """
            with recursive up as (
              select id, parent_id from organisation where id = :organisation
              union all
              select o.id, o.parent_id from organisation o join up on o.id = up.parent_id)
            select distinct unnest(w.kinds)
              from up join webhook w on w.organisation_id = up.id
             where w.state <> 'FAILED' and (w.below or w.organisation_id = :organisation)
            """)
        .bind("organisation", organisation)
        .mapTo(String.class)
        .set();
  }
}
