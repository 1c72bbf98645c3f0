// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.api.v1;

import java.util.List;
import org.simplane.Permission;
import org.simplane.account.CapabilityMatrix;
import org.simplane.account.CapabilityMatrix.Column;
import org.simplane.account.Operation;

/** {@code /capabilities}: which operation of which API works with which operator. */
final class CapabilityRoutes {

  private final CapabilityMatrix matrix;

  CapabilityRoutes(CapabilityMatrix matrix) {
    this.matrix = matrix;
  }

  List<Route> routes() {
    return List.of(Route.get("/capabilities", Permission.READ_ACCOUNTS, this::all));
  }

  /** The whole table on the wire. */
  record Wire(List<OperatorWire> operators, List<OperationWire> operations) {

    static Wire of(CapabilityMatrix matrix) {
      return new Wire(
          matrix.columns().stream().map(OperatorWire::of).toList(),
          matrix.operations().stream()
              .map(operation -> OperationWire.of(operation, matrix.columns()))
              .toList());
    }
  }

  /** An operator, and which status may be asked for from which. */
  record OperatorWire(
      String name, String platform, String title, List<AccountRoutes.TransitionWire> transitions) {

    static OperatorWire of(Column column) {
      return new OperatorWire(
          column.name(),
          column.platform(),
          column.title(),
          AccountRoutes.TransitionWire.all(column.transitions()));
    }
  }

  /** An operation, and the names of the operators that it works with. */
  record OperationWire(String dialect, String name, List<String> operators) {

    static OperationWire of(Operation operation, List<Column> columns) {
      return new OperationWire(
          operation.dialect(),
          operation.name(),
          columns.stream()
              .filter(column -> column.abilities().contains(operation.ability()))
              .map(Column::name)
              .toList());
    }
  }

  private Answer all(Request request) {
    return Answer.ok(Wire.of(matrix));
  }
}
