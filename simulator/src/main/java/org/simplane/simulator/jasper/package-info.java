// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** A simulated Cisco IoT Control Center. */
@NullMarked
package org.simplane.simulator.jasper;

import org.jspecify.annotations.NullMarked;
