package io.breakwater.inventory.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorWordsTest {
  private static final String ID = "9595ef3a-0c1e-4a52-8d2f-1b6f0a4a9d11";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Start failed (CloudStackError:535: startVirtualMachine {id=ID}: CloudStack answered 535 (too many CPUs)) | Start failed (CloudStack answered 535 (too many CPUs))
          Snapshot failed (VolumeDaemonUnavailable: no answer from the Volume Daemon) | Snapshot failed (no answer from the Volume Daemon)
          did not answer (ConnectException: Connection refused) | did not answer (Connection refused)
          java.lang.IllegalStateException: it is so | it is so
          snapshot ID of volume ID | snapshot of volume
          it is on another VM (ID) | it is on another VM
          no answer in time (TIMEOUT_TYPE_SCHEDULE_TO_CLOSE) | no answer in time
          start vm ID (job ID): CloudStack answered 535 | start VM: CloudStack answered 535
          VM ID with template root ID | VM with template root
          volume ID is attached as device 5, device /dev/vdf | volume is attached as device 5
          stray ID here | stray … here
          virt-v2v could not open /dev/vdb | driver preparation could not open the disk's device
          the log is /var/log/migratekit/injection.log | the log is a file on the appliance
          """)
  void saysItWithoutInnerWords(String said, String plain) {
    assertThat(OperatorWords.plain(said.replace("ID", ID))).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "CloudStack: no host has room",
    "'VM PhilB Test machine: it is Running, at vcenter.example.com'",
    "NO_TEST_NETWORK: map the source network",
    "skipVirtio: is not known here",
    "'{\"dry_run\": true} is wrong here'",
    "no operation has the id ''9595ef3a-0c1e-4a52-8d2f-1b6f0a4a9d11''",
  })
  void leavesAloneWhatOperatorsKnow(String text) {
    assertThat(OperatorWords.plain(text)).isEqualTo(text);
  }

  @Test
  void makesNothingOfNothing() {
    assertThat(OperatorWords.plain(null)).isEmpty();
  }
}
