// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** Cisco IoT Control Center (Jasper): T-Mobile US, Etisalat, and any other operator of one. */
@NullMarked
package org.simplane.adapter.jasper;

import org.jspecify.annotations.NullMarked;
