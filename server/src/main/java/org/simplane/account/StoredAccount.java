// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.account;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An account's row.
 *
 * @param secrets encrypted; null when there are none
 * @param held how long the operator has asked to be left alone, from now; zero when it has not
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record StoredAccount(Account account, byte @Nullable [] secrets, Duration held) {}
