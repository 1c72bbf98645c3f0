// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/** TMF640 Service Activation and Configuration, version 4, with its monitors. */
@NullMarked
package org.simplane.api.tmf.activation;

import org.jspecify.annotations.NullMarked;
