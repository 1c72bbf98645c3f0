// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors

/**
 * Where clients of some dialects get their signed tokens: the token endpoint of an OpenID Connect
 * realm, its published keys and its discovery document. Simplane has one set of clients and keys,
 * so a realm may be called anything.
 */
@NullMarked
package org.simplane.api.openid;

import org.jspecify.annotations.NullMarked;
