package io.breakwater.simulator.cloud;

import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.Faults;
import io.breakwater.simulator.journal.Journal;
import io.breakwater.simulator.journal.JournalEntry;
import io.breakwater.simulator.time.Durations;
import io.breakwater.simulator.time.ScaledTime;
import io.breakwater.simulator.time.Work;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * A simulated Apache CloudStack 4.22 in this process, with its API on {@code 127.0.0.1}. Make one
 * with {@link #builder()}, fill it with the {@code add…} methods, then {@link #start()}.
 */
public final class SimulatedCloud implements AutoCloseable {

  private final Cloud cloud;
  private final ScaledTime time;
  private final Faults faults = new Faults();
  private final Fixtures fixtures;
  private final HttpEndpoint endpoint;
  private final StateFile stateFile;
  private final Signature signature;
  private boolean restarting;

  SimulatedCloud(SimulatedCloudBuilder builder) {
    this.time = new ScaledTime(builder.timeScale());
    this.stateFile = builder.stateFile() == null ? null : new StateFile(builder.stateFile());
    this.signature = new Signature(builder.apiKey(), builder.secretKey());
    CloudState state = stateFile == null ? new CloudState() : stateFile.load();
    Cloud.Settings settings = builder.settings();
    this.cloud = new Cloud(state, time, new Durations(), new Journal(), settings);
    this.fixtures = new Fixtures(cloud);
    synchronized (cloud.lock()) {
      fixtures.foundation();
      state.jobs.values().stream().filter(Job::pending).forEach(cloud.jobs()::interrupted);
    }
    this.endpoint = new HttpEndpoint(new Api(cloud, signature, faults), builder.port());
    cloud.onRestart(this::restart);
  }

  /** A cloud with the default settings: real time, a free port, keys of its own. */
  public static SimulatedCloudBuilder builder() {
    return new SimulatedCloudBuilder();
  }

  /** Opens the API's port. */
  public SimulatedCloud start() {
    endpoint.start();
    synchronized (cloud.lock()) {
      cloud.state().liveVms().stream()
          .filter(vm -> vm.is("Destroyed") && vm.destroyedAt != null)
          .forEach(cloud::expungeLater);
    }
    if (stateFile != null) {
      stateFile.keep(cloud);
    }
    return this;
  }

  /** Where the API is, for example {@code http://127.0.0.1:41234/client/api}. */
  public String url() {
    return "http://127.0.0.1:" + endpoint.port() + "/client/api";
  }

  /** The API key of the only account, a root admin. */
  public String apiKey() {
    return signature.apiKey();
  }

  /** The secret that belongs to {@link #apiKey()}. */
  public String secretKey() {
    return signature.secretKey();
  }

  /** Gives the account another secret; the old one counts no more. */
  public void changeSecretKey(String secret) {
    signature.changeSecret(secret);
  }

  /** The truth about the cloud, for assertions. */
  public CloudView view() {
    return cloud.view();
  }

  /** Every request so far. */
  public Journal journal() {
    return cloud.journal();
  }

  /** The faults it will play. */
  public Faults faults() {
    return faults;
  }

  /** Arms one fault. */
  public SimulatedCloud play(Fault fault) {
    faults.add(fault);
    return this;
  }

  /**
   * Keeps the requests that match, or their jobs, in the middle until they are let go. The
   * predicate is asked on the thread of the request, for jobs with the cloud standing still.
   */
  public Hold hold(Hold.At at, Predicate<JournalEntry> which) {
    Hold hold = new Hold(at, which);
    cloud.holds().add(hold);
    return hold;
  }

  /** Lets go whatever is held and holds nothing any more. */
  public void releaseHolds() {
    cloud.holds().releaseAll();
  }

  /** How long each command takes. */
  public Durations durations() {
    return cloud.durations();
  }

  /** The clock, with its scale. */
  public ScaledTime time() {
    return time;
  }

  /** Adds somebody who watches. */
  public void observe(CloudObserver observer) {
    cloud.observe(observer);
  }

  /** The only zone. */
  public String zoneId() {
    return cloud.state().catalogue.zoneId;
  }

  /** The disk offering whose size the caller chooses. */
  public String customDiskOfferingId() {
    synchronized (cloud.lock()) {
      return cloud.state().catalogue.diskOfferings.values().stream()
          .filter(offering -> offering.customized)
          .findFirst()
          .orElseThrow()
          .id;
    }
  }

  /** Adds a network and gives its id. */
  public String addNetwork(String name, boolean test) {
    synchronized (cloud.lock()) {
      return fixtures.addNetwork(name, test);
    }
  }

  /** Adds a ready template of so many bytes and gives its id. */
  public String addTemplate(String name, long bytes) {
    synchronized (cloud.lock()) {
      return fixtures.addTemplate(name, bytes);
    }
  }

  /** Adds a service offering, customized or with 2 CPUs and 4 GB, and gives its id. */
  public String addServiceOffering(String name, boolean customized) {
    return addServiceOffering(name, customized, customized ? 0 : 2, customized ? 0 : 4096);
  }

  /** Adds a service offering of that size and gives its id. */
  public String addServiceOffering(String name, boolean customized, int cpus, int memoryMb) {
    synchronized (cloud.lock()) {
      return fixtures.addServiceOffering(name, customized, cpus, memoryMb);
    }
  }

  /** Adds a disk offering, customized when the size is 0, and gives its id. */
  public String addDiskOffering(String name, long sizeGb) {
    synchronized (cloud.lock()) {
      return fixtures.addDiskOffering(name, sizeGb);
    }
  }

  /** Adds a running VM with a root volume and gives its id. */
  public String addVm(String name, String networkId) {
    synchronized (cloud.lock()) {
      return fixtures.addVm(name, networkId);
    }
  }

  /** Adds a Ready volume that holds a full copy made by the replication, detached. */
  public String addVolume(String name, long sizeGb) {
    return addVolume(name, sizeGb, null, null);
  }

  /** Like {@link #addVolume(String, long)}, attached to the VM, at the next free device if null. */
  public String addVolume(String name, long sizeGb, String attachedTo, Integer deviceId) {
    synchronized (cloud.lock()) {
      return fixtures.addVolume(name, sizeGb, attachedTo, deviceId);
    }
  }

  /**
   * Gives VMs whose name begins so, now and from now on, this address on their first network card,
   * such as {@code 127.0.0.1}, so that something can answer in place of their guests.
   */
  public void guestsAnswerAt(String namePrefix, String address) {
    synchronized (cloud.lock()) {
      fixtures.guestsAnswerAt(namePrefix, address);
    }
  }

  /** Says which volumes are the protected disks of a VM context. */
  public void protect(String contextId, String... volumeIds) {
    synchronized (cloud.lock()) {
      fixtures.protect(contextId, List.of(volumeIds));
    }
  }

  /** Says that the storage of a volume cannot go back to its snapshots. */
  public void cannotRevert(String volumeId) {
    cloud.state().volumes.get(volumeId).irreversible = true;
  }

  /** Gives a VM to another account of the same domain. */
  public void giveAway(String vmId, String account) {
    synchronized (cloud.lock()) {
      cloud.state().vms.get(vmId).foreignAccount = account;
      cloud.changed();
    }
  }

  /** Says which VM serves the replication: its guest does not write to the disks by itself. */
  public void applianceIs(String vmId) {
    synchronized (cloud.lock()) {
      cloud.state().applianceId = vmId;
      cloud.changed();
    }
  }

  /**
   * Writes to a disk, whether or not it is attached.
   *
   * @throws IllegalArgumentException when there never was such a volume
   */
  public void write(String volumeId, String writer, String text, boolean complete) {
    synchronized (cloud.lock()) {
      if (!cloud.state().volumes.containsKey(volumeId)) {
        throw new IllegalArgumentException("there is no volume " + volumeId);
      }
      cloud.write(volumeId, writer, text, complete);
    }
  }

  /**
   * Restarts the management server as {@code kill -9} and a new start would: it is away for the
   * recorded time, jobs under way have failed without a result, and interrupted starts and stops
   * are undone.
   */
  public void restart() {
    synchronized (cloud.lock()) {
      cloud.jobs().interrupt();
      cloud.changed();
      if (restarting) {
        return;
      }
      restarting = true;
    }
    time.after(Duration.ZERO, endpoint::stop);
    time.after(
        cloud.durations().of(Work.RESTART),
        () -> {
          endpoint.start();
          synchronized (cloud.lock()) {
            restarting = false;
          }
        });
  }

  /** Takes the API away (connections are refused) while the jobs go on. */
  public void goAway() {
    endpoint.stop();
  }

  /** Brings the API back after {@link #goAway()}, on the same port. */
  public void comeBack() {
    endpoint.start();
  }

  @Override
  public void close() {
    releaseHolds();
    endpoint.close();
    if (stateFile != null) {
      stateFile.close();
    }
    time.close();
  }
}
