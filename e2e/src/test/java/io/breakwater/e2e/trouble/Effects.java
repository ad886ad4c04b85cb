package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.disk.DiskWrite;
import io.breakwater.simulator.journal.JournalEntry;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What took effect in CloudStack and on the disks, and how often. */
final class Effects {
  /** Differ between two requests for the same thing. */
  private static final Set<String> OF_THE_REQUEST = Set.of("expires", "signatureversion");

  private final SimulatedCloud cloud;

  Effects(SimulatedCloud cloud) {
    this.cloud = cloud;
  }

  /**
   * Nothing that was asked of CloudStack since then took effect twice.
   *
   * @param repeatable commands that may, because CloudStack shows nowhere that they were done
   */
  void assertNothingTwiceSince(long moment, String... repeatable) {
    Map<String, List<JournalEntry>> byEffect =
        cloud.journal().since(moment).stream()
            .filter(Effects::tookEffect)
            .filter(call -> !Set.of(repeatable).contains(call.command()))
            .collect(Collectors.groupingBy(Effects::what));
    byEffect.values().removeIf(same -> same.size() == 1);
    assertThat(byEffect.values()).isEmpty();
  }

  /** The disk holds the traces of one complete injection. */
  void assertInjectedOnce(Collection<ProtectedContext> vms) {
    assertThat(vms)
        .allSatisfy(
            vm -> {
              List<DiskWrite> writes =
                  cloud.view().disk(vm.osVolumeId()).writes().stream()
                      .filter(DiskWrite::byInjector)
                      .toList();
              assertThat(writes)
                  .extracting(DiskWrite::writer)
                  .isNotEmpty()
                  .containsOnly(writes.get(0).writer());
              assertThat(writes).filteredOn(DiskWrite::complete).hasSize(1);
            });
  }

  /** So many machines were deployed for the VM since then. */
  long deploysSince(long moment, ProtectedContext vm) {
    return cloud.journal().since(moment).stream()
        .filter(Effects::tookEffect)
        .filter(call -> call.command().equals("deployVirtualMachine"))
        .filter(call -> call.parameters().containsValue(vm.contextId()))
        .count();
  }

  /** The machines that somebody asked to start since then. */
  Set<String> startedSince(long moment) {
    return cloud.journal().since(moment).stream()
        .filter(call -> call.command().equals("startVirtualMachine"))
        .map(call -> call.parameter("id"))
        .collect(Collectors.toSet());
  }

  private static boolean tookEffect(JournalEntry call) {
    return call.mutating()
        && (call.jobId() == null ? call.status() == 200 : "success".equals(call.jobEnd()));
  }

  private static String what(JournalEntry call) {
    Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    parameters.putAll(call.parameters());
    OF_THE_REQUEST.forEach(parameters::remove);
    return call.command() + " " + parameters;
  }
}
