// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.tmf.order;

import tools.jackson.databind.node.ObjectNode;

/**
 * One line of an order as it is kept.
 *
 * @param position from 0
 * @param jobItems how many items of the job do it
 */
record KeptItem(
    int position, String id, String product, String action, int jobItems, ObjectNode content) {}
