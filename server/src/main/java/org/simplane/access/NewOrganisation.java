// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.access;

import java.util.Optional;

/**
 * An organisation to be made.
 *
 * @param parent where it hangs in the tree; empty means right below the caller's own
 */
public record NewOrganisation(Optional<Long> parent, String name, Optional<String> reference) {}
