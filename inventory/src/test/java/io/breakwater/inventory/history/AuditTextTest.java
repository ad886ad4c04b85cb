package io.breakwater.inventory.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          HOLDS | Waiting for a decision: no room | Waiting for a decision: no room
          HOLDS | - | Waiting for a decision
          STILL HOLDS | Waiting for a decision: no room | Still: Waiting for a decision: no room
          STARTED TestFailover | drill | Started: drill
          STARTED TestFailover | - | Started
          STARTED WITHOUT SEEING THE SOURCE OFF | lost | Started without seeing the source off: lost
          CONSENTED powerOnSource | - | Agreed that the source is powered on afterwards
          CONSENTED somethingNew | - | Consented somethingnew
          DECIDED RETRY | disk freed | Decided: try again: disk freed
          DECIDED SKIP check-machine | - | Decided: go on without check-machine
          CLOSED REPLICATION | nothing runs it | Closed replication: nothing runs it
          """)
  void saysItToPeople(String what, String why, String text) {
    assertThat(AuditText.of(what, why)).isEqualTo(text);
  }
}
