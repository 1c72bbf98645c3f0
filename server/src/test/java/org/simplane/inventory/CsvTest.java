// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Simplane authors
package org.simplane.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.simplane.Caller;
import org.simplane.FailureException;
import org.simplane.Permission;
import org.simplane.Scope;
import org.simplane.access.Audit;
import org.simplane.inventory.RowResult.Outcome;
import org.simplane.notification.Outbox;
import org.simplane.operator.Iccid;
import org.simplane.operator.Status;

class CsvTest {

  @AutoClose static final Fixture fixture = new Fixture();

  private final Subscriptions subscriptions = fixture.subscriptions;
  private final long organisation = fixture.organisation();
  private final long account = fixture.account(organisation, "own");
  private final Scope scope = Scope.of(organisation);
  private final Caller caller = fixture.caller(scope);
  private final List<RowResult> results = new ArrayList<>();
  private final ImportOptions options =
      new ImportOptions(false, OptionalLong.empty(), results::add, (_, _) -> {});

  private ImportReport importCsv(String csv) {
    results.clear();
    return subscriptions.importCsv(caller, account, new StringReader(csv), options);
  }

  /** Tests share a database, and the own network knows an IMSI once. */
  private String imsi(int number) {
    return "90144%05d%05d".formatted(organisation, number);
  }

  @Test
  void addsUpdatesAndLeavesAlone() {
    String csv =
        """
        iccid,imsi,status,label,device_category,tags,attribute:plant,puk1
        8999901000000000011,%s,ACTIVE,First,pump,north;south,7,00012345
        8999901000000000029,%s,,"Second, with comma",,,,
        """
            .formatted(imsi(1), imsi(2));
    ImportReport report = importCsv(csv);
    assertThat(report.added()).isEqualTo(2);
    Subscription first = subscriptions.find(scope, new Iccid("8999901000000000011")).orElseThrow();
    assertThat(first.tags()).containsExactly("north", "south");
    assertThat(first.attributes()).isEqualTo(Map.of("plant", "7"));
    assertThat(first.standing().status()).isEqualTo(Status.ACTIVE);
    assertThat(first.standing().activatedAt()).contains(Fixture.NOW);
    assertThat(subscriptions.puks(caller, first.id()).flatMap(Puks::puk1)).contains("00012345");
    assertThat(fixture.heardAdded).extracting(Subscription::id).contains(first.id());
    Subscription second = subscriptions.find(scope, new Iccid("8999901000000000029")).orElseThrow();
    assertThat(second.standing().status()).isEqualTo(Status.INVENTORY);
    assertThat(second.label()).contains("Second, with comma");

    assertThat(importCsv(csv).unchanged()).isEqualTo(2);
    assertThat(importCsv("iccid,label,device_category\n8999901000000000011,,#clear\n").updated())
        .isEqualTo(1);
    Subscription cleared = subscriptions.find(scope, first.id()).orElseThrow();
    assertThat(cleared.label()).contains("First");
    assertThat(cleared.device().category()).isEmpty();
    assertThat(cleared.version()).isEqualTo(2);
  }

  @Test
  void aRowWithMoreCellsThanTheHeaderIsRejectedUnlessTheyAreBlank() {
    ImportReport report =
        importCsv(
            """
            iccid,label,tags
            8999901000000000714,Pump, old,north
            8999901000000000722,Pump,north,,
            """);
    assertThat(report.added()).isEqualTo(1);
    assertThat(report.firstRejected())
        .singleElement()
        .satisfies(row -> {
          assertThat(row.line()).isEqualTo(2);
          assertThat(row.businessId()).isEqualTo("8999901000000000714");
          assertThat(row.message().orElseThrow()).contains("Has 4 cells where the header has 3");
        });
  }

  @Test
  void keepsNothingOfADryRun() {
    ImportReport report =
        subscriptions.importCsv(
            caller,
            account,
            new StringReader("iccid\n8999901000000000037\nx\n"),
            ImportOptions.DRY_RUN);
    assertThat(report.added()).isEqualTo(1);
    assertThat(report.rejected()).isEqualTo(1);
    assertThat(subscriptions.page(scope, SubscriptionQuery.ALL).total().count()).isZero();
    assertThat(subscriptions.find(scope, new Iccid("8999901000000000037"))).isEmpty();
  }

  @Test
  void saysPerRowWhatIsWrong() {
    Iccid sim = Fixture.iccid(52);
    importCsv(
        """
        iccid;imsi;imei;status;ends_at;device_unique_identifier
        8.99901E+18;;;;;
        =""8999901000000000045"";;;;;
        ="%s";;;;;
        8999901000000000060;12;;;;
        8999901000000000078;;77;;;
        8999901000000000086;;;Enabled;;
        8999901000000000094;;;;tomorrow;
        8999901000000000102;;;;;%s
        %s;;;;;
        ;;;;;
        """
            .formatted(sim.withCheckDigit(), "x".repeat(31), sim.digits()));
    assertThat(results)
        .extracting(RowResult::outcome)
        .containsExactly(
            Outcome.REJECTED,
            Outcome.REJECTED,
            Outcome.ADDED,
            Outcome.REJECTED,
            Outcome.REJECTED,
            Outcome.REJECTED,
            Outcome.REJECTED,
            Outcome.REJECTED,
            Outcome.REJECTED,
            Outcome.REJECTED);
    assertThat(results)
        .extracting(r -> r.column().orElse(""))
        .containsExactly(
            "iccid",
            "iccid",
            "",
            "imsi",
            "imei",
            "status",
            "ends_at",
            "device_unique_identifier",
            "iccid",
            "iccid");
    assertThat(results.getFirst().message().orElseThrow()).contains("spreadsheet");
    assertThat(results.get(8).message().orElseThrow()).contains("in this file before");
    assertThat(results).extracting(RowResult::line).startsWith(2L, 3L, 4L);
  }

  @Test
  void refusesAFileThatASpreadsheetRounded() {
    ImportReport report =
        importCsv("iccid\n8999901000000120000\n8999901000000130000\n=\"8999901000000140000\"\n");
    assertThat(report.added()).isEqualTo(1);
    assertThat(report.firstRejected())
        .allSatisfy(
            row -> assertThat(row.message().orElseThrow()).contains("rounded by a spreadsheet"));
  }

  @Test
  void refusesAHeaderThatItDoesNotUnderstand() {
    assertThatThrownBy(() -> importCsv("iccid,labell\n")).hasMessageContaining("Unknown column");
    assertThatThrownBy(() -> importCsv("label\n")).hasMessageContaining("iccid or terminal_serial");
    assertThatThrownBy(() -> importCsv("iccid,ICCID\n")).hasMessageContaining("twice");
    assertThatThrownBy(() -> importCsv("")).hasMessageContaining("empty");
    Caller without =
        new Caller(
            Caller.Kind.USER, 1, "x", scope, Set.of(Permission.IMPORT_SUBSCRIPTIONS), "test");
    assertThatThrownBy(() ->
            subscriptions.importCsv(without, account, new StringReader("iccid,puk1\n"), options))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("READ_PUKS");
  }

  @Test
  void stopsAtAQuoteThatIsNotClosedAndKeepsWhatWasBefore() {
    ImportReport report =
        importCsv(
            "iccid,label\n8999901000000000110,good\n8999901000000000128,\"open\n"
                + "x\n".repeat(300_000));
    assertThat(report.added()).isEqualTo(1);
    assertThat(report.firstRejected())
        .singleElement()
        .satisfies(row ->
            assertThat(row.message().orElseThrow()).contains("rest of the file was not read"));
  }

  @Test
  void takesNoSimOfAStrangerOnTheOwnNetwork() {
    long other = fixture.organisation();
    long otherAccount = fixture.account(other, "own");
    String csv = "iccid,imsi\n8999901000000000136,%s\n".formatted(imsi(136));
    assertThat(importCsv(csv).added()).isEqualTo(1);
    Caller stranger = fixture.caller(Scope.of(other));
    ImportReport card =
        subscriptions.importCsv(stranger, otherAccount, new StringReader(csv), ImportOptions.USUAL);
    assertThat(card.firstRejected())
        .singleElement()
        .extracting(RowResult::message)
        .isEqualTo(Optional.of("Is managed by somebody else"));
    String number = "iccid,imsi\n8999901000000000144,%s\n".formatted(imsi(136));
    ImportReport imsi =
        subscriptions.importCsv(
            stranger, otherAccount, new StringReader(number), ImportOptions.USUAL);
    assertThat(imsi.firstRejected())
        .singleElement()
        .extracting(RowResult::column)
        .isEqualTo(Optional.of("imsi"));
    assertThatThrownBy(() ->
            subscriptions.importCsv(stranger, account, new StringReader(csv), ImportOptions.USUAL))
        .hasMessageContaining("No account");
  }

  @Test
  void movesToASubOrganisationByItsName() {
    long below = fixture.organisation();
    Scope both = Scope.of(organisation, Set.of(organisation, below));
    Caller parent = fixture.caller(both);
    String name =
        fixture.database.read(h ->
            h.createQuery("select name from organisation where id = " + below)
                .mapTo(String.class)
                .one());
    importCsv("iccid,label\n8999901000000000151,a\n8999901000000000169,b\n");
    String csv =
        "iccid,label,organisation\n8999901000000000151,c,%s\n8999901000000000169,,nowhere\n"
            .formatted(name);
    ImportReport report =
        subscriptions.importCsv(parent, account, new StringReader(csv), ImportOptions.USUAL);
    assertThat(report.updated()).isEqualTo(1);
    assertThat(report.firstRejected())
        .singleElement()
        .extracting(RowResult::column)
        .isEqualTo(Optional.of("organisation"));
    Subscription moved =
        subscriptions.find(Scope.of(below), new Iccid("8999901000000000151")).orElseThrow();
    assertThat(moved.label()).contains("c");
    assertThat(subscriptions.find(scope, moved.id())).isEmpty();
    assertThat(subscriptions.search(Scope.of(below), "899990100000000015", 10))
        .containsExactly(moved);
    assertThat(subscriptions.page(Scope.of(below), SubscriptionQuery.ALL).total().count())
        .isEqualTo(1);
    assertThat(subscriptions.page(scope, SubscriptionQuery.ALL).total().count()).isEqualTo(1);
    assertThat(fixture.heardMoved).extracting(Subscription::id).contains(moved.id());
  }

  @Test
  void comesBackAsItWentOut() throws IOException {
    importCsv(
        """
        iccid,imsi,msisdn,imei,ip_address,label,user_reference,options,device_address,machine_name,tags,attribute:plant,puk1,ends_at
        8999901000000000177,%s,+882280000000001,3512345678901234,10.0.0.1,=1+1,-R1,voice;data,"Main
        street","say "\"hi""\",a;b,'7,01234567,2030-01-01
        8999901000000000185,%s,,,,,,,,,,,,
        """
            .formatted(imsi(177), imsi(185)));
    for (boolean spreadsheets : new boolean[] {false, true}) {
      StringWriter out = new StringWriter();
      ExportOptions export = new ExportOptions(spreadsheets, true, (_, _) -> {});
      assertThat(subscriptions.exportCsv(caller, SubscriptionQuery.ALL, out, export)).isEqualTo(2);
      ImportReport again = importCsv(out.toString());
      assertThat(again.firstRejected()).isEmpty();
      assertThat(again.unchanged()).isEqualTo(2);
      if (spreadsheets) {
        assertThat(out.toString()).contains("=\"\"8999901000000000177\"\"").contains("'=1+1");
      }
      assertThat(out.toString()).contains("01234567");
    }
    StringWriter without = new StringWriter();
    subscriptions.exportCsv(
        caller, SubscriptionQuery.ALL.withTags(Set.of("a")), without, ExportOptions.USUAL);
    assertThat(without.toString()).doesNotContain("01234567").doesNotContain("8999901000000000185");
  }

  @Test
  void findsAFileUnchangedLater() {
    String csv =
        "iccid,imsi,msisdn,imei,ip_address,label,status,tags,puk1,puk2\n8999901000000000193,"
            + imsi(193)
            + ",882280000000000,35000000000000017,10.0.0.0,Meter,ACTIVE,fleet,00000000,00000000\n";
    assertThat(importCsv(csv.replace("35000000000000017", "3500000000000017")).added())
        .isEqualTo(1);
    Subscription before = subscriptions.find(scope, new Iccid("8999901000000000193")).orElseThrow();
    Subscriptions later =
        new Subscriptions(
            fixture.database,
            new Audit(fixture.database, fixture.clock),
            new Outbox(fixture.database, fixture.clock),
            fixture.secrets,
            List.of(),
            Clock.offset(fixture.clock, Duration.ofDays(1)));
    ImportReport again =
        later.importCsv(
            caller,
            account,
            new StringReader(csv.replace("35000000000000017", "3500000000000017")),
            options);
    assertThat(subscriptions.find(scope, before.id())).contains(before);
    assertThat(again.unchanged()).isEqualTo(1);
  }

  @Test
  void importsAHundredThousandRows() {
    List<Long> progress = new ArrayList<>();
    ImportOptions watched =
        new ImportOptions(
            false, OptionalLong.of(100_000), _ -> {}, (done, _) -> progress.add(done));
    ImportReport report = subscriptions.importCsv(caller, account, new Rows(100_000), watched);
    assertThat(report.added()).isEqualTo(100_000);
    assertThat(progress).hasSize(50).isSorted().endsWith(100_000L);
    assertThat(subscriptions.page(scope, SubscriptionQuery.ALL).total().count()).isEqualTo(100_000);
    assertThat(subscriptions.search(scope, "Meter 77777", 5)).hasSize(1);
  }

  /** A file made while it is read. */
  private final class Rows extends Reader {

    private final int count;
    private int next;
    private String line = "iccid,imsi,msisdn,label\n";
    private int at;

    Rows(int count) {
      this.count = count;
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
      if (at == line.length()) {
        if (next == count) {
          return -1;
        }
        int number = 1_000_000 + next;
        line =
            Fixture.iccid(number).withCheckDigit()
                + ","
                + "90145%010d".formatted(number)
                + ",88228"
                + "%010d".formatted(number)
                + ",Meter "
                + next
                + "\n";
        next++;
        at = 0;
      }
      int read = Math.min(length, line.length() - at);
      line.getChars(at, at + read, buffer, offset);
      at += read;
      return read;
    }

    @Override
    public void close() {}
  }
}
