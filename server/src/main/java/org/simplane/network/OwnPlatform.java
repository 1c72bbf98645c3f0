// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.network;

import java.util.List;
import java.util.Map;
import org.simplane.db.Database;
import org.simplane.operator.Operator;
import org.simplane.operator.OperatorContext;
import org.simplane.operator.OperatorPlatform;
import org.simplane.operator.Pace;
import org.simplane.operator.Setting;

/** The operator that Simplane itself is, for SIMs that no other platform manages. */
public final class OwnPlatform implements OperatorPlatform {

  /** The name of this kind of operator. */
  public static final String NAME = "own";

  private final Database database;
  private final SubscriberRegister register;

  public OwnPlatform(Database database, SubscriberRegister register) {
    this.database = database;
    this.register = register;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Own network";
  }

  /** None: the register is the same for all accounts and a setting of the server. */
  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public Pace defaultPace() {
    return Pace.UNLIMITED;
  }

  @Override
  public Operator open(Map<String, String> settings, OperatorContext context) {
    return new OwnOperator(database, register);
  }
}
