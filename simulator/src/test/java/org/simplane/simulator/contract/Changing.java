// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.simulator.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test that changes a SIM and puts it back. A live run leaves it out unless it is asked for. */
@Tag("changing")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Changing {}
