package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.demo.EndStateCheck;
import io.breakwater.e2e.world.World;
import io.breakwater.simulator.cloud.CloudView;
import io.breakwater.simulator.journal.Journal;
import io.breakwater.simulator.journal.JournalEntry;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.SiteCheck;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Judges VMs once their operations ended. Shares nothing with the planner. */
final class Judge {
  private static final String OPEN_JOBS =
      "SELECT COUNT(*) FROM job_tracking WHERE context_id = ? AND status IN ('pending', 'running')";
  private static final String OPEN_STEPS =
      "SELECT COUNT(*) FROM job_steps s JOIN job_tracking j ON j.id = s.job_id"
          + " WHERE j.context_id = ? AND s.status IN ('pending', 'running')";
  private static final String LEASE =
      "SELECT COUNT(*) FROM breakwater_leases WHERE context_id = ? AND operation_id IS NOT NULL";

  private static final String SYNCS =
      "SELECT COUNT(*) FROM replication_jobs j JOIN breakwater_live_failovers l"
          + " ON l.context_id = j.vm_context_id"
          + " WHERE j.vm_context_id = ? AND j.created_at > l.source_off_at";

  private final World world;
  private final EndStateCheck check;
  private final SiteCheck siteCheck;

  Judge(World world) {
    this.world = world;
    this.check = new EndStateCheck(world);
    this.siteCheck = new SiteCheck(world.site());
  }

  /**
   * Each disk clean on the appliance, no orphan anywhere, books closed, no violation. No operation
   * may be under way on any VM of this world.
   */
  void assertReady(Collection<ProtectedContext> vms) {
    List<String> problems = new ArrayList<>();
    for (ProtectedContext vm : vms) {
      check.ready(vm).forEach(p -> problems.add(vm.vmName() + ": " + p));
      siteCheck.notReady(vm).forEach(p -> problems.add(vm.vmName() + ": " + p));
      problems.addAll(openBooks(vm));
    }
    assertThat(problems).isEmpty();
    assertNoViolation();
  }

  void assertReady(ProtectedContext... vms) {
    assertReady(Arrays.asList(vms));
  }

  void assertFailedOver(Collection<ProtectedContext> vms) {
    List<String> problems = new ArrayList<>();
    for (ProtectedContext vm : vms) {
      check.failedOver(vm).forEach(p -> problems.add(vm.vmName() + ": " + p));
      problems.addAll(openBooks(vm));
    }
    assertThat(problems).isEmpty();
    assertNoViolation();
  }

  void assertFailedOver(ProtectedContext... vms) {
    assertFailedOver(Arrays.asList(vms));
  }

  /** The same as ready for one VM while others may be failed over. */
  void assertHome(ProtectedContext vm) {
    List<String> problems = new ArrayList<>(check.ready(vm));
    problems.removeIf(p -> isAboutMachine(p) && !p.matches(".*VM " + vm.vmName() + "(-test-| ).*"));
    problems.addAll(siteCheck.notReady(vm));
    problems.addAll(openBooks(vm));
    assertThat(problems).isEmpty();
    assertNoViolation();
  }

  /** Of a machine that is gone nobody can tell whose it was. */
  private static boolean isAboutMachine(String problem) {
    return problem.startsWith("VM ")
        || (problem.startsWith("root volume ") && !problem.contains("(gone)"));
  }

  /** The destination bears the VM's name and runs on its disks. */
  void assertFailedOverLive(ProtectedContext vm) {
    List<String> problems = new ArrayList<>(check.failedOverLive(vm));
    problems.addAll(openBooks(vm));
    assertThat(problems).isEmpty();
    assertNoViolation();
  }

  void assertFailedOverLive(Collection<ProtectedContext> vms) {
    vms.forEach(this::assertFailedOverLive);
  }

  void assertCommitted(Collection<ProtectedContext> vms) {
    vms.forEach(this::assertCommitted);
  }

  void assertSourcesOff(Collection<ProtectedContext> vms) {
    assertThat(vms).filteredOn(this::isSourceOn).isEmpty();
  }

  void assertSourcesOn(Collection<ProtectedContext> vms) {
    assertThat(vms).allMatch(this::isSourceOn);
  }

  private boolean isSourceOn(ProtectedContext vm) {
    return world.site().vma().isOn(vm.vcenter(), vm.vmwareVmId());
  }

  /** One replication since the source was powered off, no more. */
  void assertSyncedOnce(Collection<ProtectedContext> vms) {
    assertThat(vms).allSatisfy(vm -> assertThat(count(SYNCS, vm)).as(vm.vmName()).isEqualTo(1));
  }

  /** The destination runs on the disks for good. */
  void assertCommitted(ProtectedContext vm) {
    List<String> problems = new ArrayList<>(check.committed(vm));
    problems.addAll(openBooks(vm));
    assertThat(problems).isEmpty();
    assertNoViolation();
  }

  void assertNoViolation() {
    assertThat(world.simulator().oracle().violations()).isEmpty();
  }

  /** Number of the newest request to CloudStack, for {@link #assertUntouchedSince(long)}. */
  long now() {
    List<JournalEntry> entries = world.simulator().cloud().journal().entries();
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).number();
  }

  /** Nobody asked CloudStack to change anything since then. */
  void assertUntouchedSince(long moment) {
    assertThat(
            world.simulator().cloud().journal().since(moment).stream()
                .filter(JournalEntry::mutating))
        .isEmpty();
  }

  /** What CloudStack was asked to change of this VM since then. */
  List<JournalEntry> changesOf(ProtectedContext vm, long moment) {
    Set<String> ids = idsOf(vm);
    return world.simulator().cloud().journal().since(moment).stream()
        .filter(JournalEntry::mutating)
        .filter(
            call ->
                call.parameters().values().stream()
                    .anyMatch(
                        value -> ids.contains(value) || value.startsWith(vm.vmName() + "-test-")))
        .toList();
  }

  /** The VM's own, its disks', their snapshots' and those of the machines that they hang on. */
  private Set<String> idsOf(ProtectedContext vm) {
    Set<String> ids = new HashSet<>(vm.volumeIds());
    ids.add(vm.contextId());
    ids.add(vm.vmName());
    CloudView cloud = world.simulator().cloud().view();
    cloud.snapshots().stream()
        .filter(snapshot -> vm.volumeIds().contains(snapshot.volumeId()))
        .forEach(snapshot -> ids.add(snapshot.id()));
    cloud.vms().stream()
        .filter(machine -> machine.name().matches("(old-)?" + vm.vmName() + "(-test-.*)?"))
        .forEach(machine -> ids.add(machine.id()));
    return ids;
  }

  /** Waits until such a request came in and nobody asks CloudStack anything any more. */
  void awaitQuietAfter(long moment, String command) {
    Journal journal = world.simulator().cloud().journal();
    AtomicLong newest = new AtomicLong();
    Awaitility.await("quiet after " + command)
        .atMost(Duration.ofSeconds(30))
        .during(Duration.ofMillis(700))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                journal.since(moment).stream().anyMatch(e -> e.command().equals(command))
                    && newest.getAndSet(now()) == now());
  }

  /** What an ended operation left open: job, steps, lease. */
  List<String> openBooks(ProtectedContext vm) {
    List<String> open = new ArrayList<>();
    for (String query : List.of(OPEN_JOBS, OPEN_STEPS, LEASE)) {
      long rows = count(query, vm);
      if (rows > 0) {
        open.add(vm.vmName() + ": " + rows + " rows of " + query);
      }
    }
    return open;
  }

  String statusOf(ProtectedContext vm) {
    return text(
        "SELECT current_status FROM vm_replication_contexts WHERE context_id = ?", vm.contextId());
  }

  String text(String sql, String argument) {
    try {
      return world.site().database().first(row -> row.getString(1), sql, argument).orElse("");
    } catch (SQLException e) {
      throw new AssertionError("ask the database \"" + sql + "\"", e);
    }
  }

  private long count(String sql, ProtectedContext vm) {
    return Long.parseLong(text(sql, vm.contextId()));
  }
}
