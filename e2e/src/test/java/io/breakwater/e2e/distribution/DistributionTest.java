package io.breakwater.e2e.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.e2e.distribution.Installation.Ended;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Unpacks the archive into an empty folder, configures it by its files alone, and fails a VM over
 * and back against the simulator, all as processes of the archive.
 */
class DistributionTest {
  @TempDir private Path folder;

  @BeforeAll
  static void wantAnArchive() {
    assumeThat(Installation.archives())
        .as("docker/target has the archive: ./mvnw -pl docker -am package")
        .isNotEmpty();
  }

  @Test
  void failsOverAndCleansUpOutOfAnEmptyFolder() throws Exception {
    try (InstalledSite site = InstalledSite.in(folder, "")) {
      Installation installed = site.installed();
      Ended check = installed.run("breakwater", "worker", "--check-config");
      assertThat(check.code()).as(check.output()).isZero();
      assertThat(check.output()).doesNotContain("FAILED").contains("ok      CloudStack");

      installed.start("breakwater-worker ready", "worker");
      installed.logAsJson();
      assertThat(installed.start("listening on", "gateway").lines())
          .allMatch(DistributionTest::isJson);
      assertThat(installed.run("breakwater-health", "" + site.metricsPort()).code()).isZero();
      assertThat(installed.run("breakwater-health", "" + site.gatewayPort()).code()).isZero();
      site.failOverAndCleanUp();
      assertThat(InstalledSite.get(site.metricsPort(), "/metrics").body())
          .contains("breakwater_build_info{build=");
    }
  }

  @Test
  void saysItsVersionAndRefusesWhatIsNoSetting() throws Exception {
    try (Installation installed = Installation.into(folder)) {
      assertThat(installed.run("breakwater", "gateway", "--version").output())
          .startsWith("Breakwater 0.")
          .contains("(build ");

      installed.configure("breakwater.toml", "gatewy.port = 1\n[db]\npool = 0\n");
      Ended refused = installed.run("breakwater", "gateway");
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.output()).contains("2 mistakes", "gateway.port is", "from 1 to 1000");
    }
  }

  @Test
  void bringsUnitsThatSystemdUnderstands() throws Exception {
    assumeThat(Path.of("/usr/bin/systemd-analyze")).exists();
    try (Installation installed = Installation.into(folder)) {
      Ended verified = installed.shell("systemd-analyze verify " + installed.units());

      assertThat(verified.output()).isEmpty();
      assertThat(verified.code()).isZero();
    }
  }

  private static boolean isJson(String line) {
    try {
      return new ObjectMapper().readTree(line).has("level");
    } catch (IOException e) {
      return false;
    }
  }
}
