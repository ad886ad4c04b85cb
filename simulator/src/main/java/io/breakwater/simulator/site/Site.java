package io.breakwater.simulator.site;

import io.breakwater.simulator.SimulatedService;
import io.breakwater.simulator.cloud.CloudObserver;
import io.breakwater.simulator.cloud.CloudView;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.cloud.VolumeView;
import io.breakwater.simulator.daemon.DeviceLinks;
import io.breakwater.simulator.daemon.VolumeDaemon;
import io.breakwater.simulator.host.Database;
import io.breakwater.simulator.host.Interceptor;
import io.breakwater.simulator.host.Pace;
import io.breakwater.simulator.injector.InjectorCommand;
import io.breakwater.simulator.oma.OldOma;
import io.breakwater.simulator.vma.SimulatedVma;
import io.breakwater.simulator.vma.SourceVm;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * One migration site around a simulated cloud: the appliance VM in it, the old database, the Volume
 * Daemon, the VMA, the old OMA and the injection command. Opened again on the same database and
 * cloud state it goes on where it was.
 */
public final class Site implements SimulatedService, AutoCloseable {

  private final SimulatedCloud cloud;
  private final Database database;
  private final SiteRows rows;
  private final DiskRows diskRows;
  private final SourceInventory inventory;
  private final Surroundings surroundings;
  private final DeviceLinks links;
  private final VolumeDaemon daemon;
  private final SimulatedVma vma;
  private final OldOma oma;
  private final Path injectorCommand;
  private final long configId;
  private final String applianceVmId;

  private Site(SimulatedCloud cloud, SiteOptions options) throws SQLException {
    this.cloud = cloud;
    this.database = new Database(options.jdbcUrl(), options.user(), options.password());
    this.rows = new SiteRows(database, options.config(), options.clock());
    this.diskRows = new DiskRows(database, options.clock());
    this.surroundings = new Surroundings(cloud, rows);
    this.configId = surroundings.furnish();
    this.inventory = new SourceInventory(database, configId);
    this.applianceVmId = surroundings.applianceVmId();
    this.links = new DeviceLinks(options.directory().resolve("by-id"), options.controlUrl());
    Pace pace = Pace.following(() -> cloud.time().scale());
    this.daemon =
        new VolumeDaemon(
            options.daemonPort(), database, options.config(), links, pace, options.clock());
    this.vma = new SimulatedVma(options.vmaPort(), pace, options.clock());
    this.oma = new OldOma(options.omaPort(), database, links, pace, options.clock());
    this.injectorCommand =
        InjectorCommand.install(options.directory().resolve("bin"), options.injectionTakes());
    vma.rememberPowerIn(options.directory().resolve("powered-off"));
    fillVma();
    cloud.observe(new PlugInWhenAttached());
  }

  /**
   * Opens the site of a cloud that is listening already. Nothing of the site listens before {@link
   * #start()}.
   *
   * @throws IllegalStateException when the database cannot be used or belongs to another cloud
   */
  public static Site open(SimulatedCloud cloud, SiteOptions options) {
    OldSchema.install(options.jdbcUrl(), options.user(), options.password());
    try {
      return new Site(cloud, options);
    } catch (SQLException e) {
      throw new IllegalStateException("open the site in " + options.jdbcUrl() + ": " + e, e);
    }
  }

  /** Starts daemon, VMA and OMA, and shows the devices of what is attached to the appliance. */
  @Override
  public void start() {
    showDevices();
    daemon.start();
    vma.start();
    oma.start();
  }

  /** Ends daemon, VMA and OMA as a power cut would. */
  @Override
  public void stop() {
    daemon.stop();
    vma.stop();
    oma.stop();
  }

  /** Puts somebody between daemon, VMA, OMA and all who call them. */
  public void intercept(Interceptor between) {
    daemon.intercept(between);
    vma.intercept(between);
    oma.intercept(between);
  }

  /** Replicates a VM into the site: volumes, rows, devices, and the VM in its vCenter. */
  public ProtectedContext protect(ProtectedVm vm) {
    try {
      rows.insertContext(vm, configId);
      String jobId = rows.insertReplications(vm, configId);
      List<String> known = new ArrayList<>();
      for (ProtectedVm.Disk disk : vm.disks()) {
        SiteVolume volume = volume(vm, disk);
        diskRows.insertDisk(vm, jobId, configId, volume);
        if (volume.deviceId() != null) {
          diskRows.insertMapping(vm, volume, applianceVmId, links);
          links.plug(volume.volumeId());
        }
        if (vm.isKnownToCloudStack(disk.index())) {
          known.add(volume.volumeId());
        }
      }
      mapNetworks(vm);
      cloud.protect(vm.contextIdOrDefault(), known.toArray(String[]::new));
      vma.add(inventory.sourceVm(vm.contextIdOrDefault()));
      return inventory.context(vm.contextIdOrDefault());
    } catch (SQLException e) {
      throw new IllegalStateException("protect " + vm.name() + ": " + e, e);
    }
  }

  /** Whether the VMA can be asked and would say that the source of this context is on. */
  public boolean sourceRuns(String contextId) {
    try {
      SourceVm source = inventory.sourceVm(contextId);
      return vma.isReachable() && vma.isOn(source.vcenter(), source.id());
    } catch (SQLException e) {
      throw new IllegalStateException("find the source of " + contextId + ": " + e, e);
    }
  }

  /** Tells the context of every source that is powered on from now on, whoever does it. */
  public void whenSourceStarts(Consumer<String> listener) {
    vma.whenPoweredOn(
        vm ->
            contexts().stream()
                .map(ProtectedContext::contextId)
                .filter(context -> isSource(vm, context))
                .forEach(listener));
  }

  private boolean isSource(SourceVm vm, String contextId) {
    try {
      SourceVm source = inventory.sourceVm(contextId);
      return source.id().equals(vm.id()) && source.vcenter().equals(vm.vcenter());
    } catch (SQLException e) {
      throw new IllegalStateException("find the source of " + contextId + ": " + e, e);
    }
  }

  /** All protected VMs, oldest first. */
  public List<ProtectedContext> contexts() {
    try {
      List<ProtectedContext> contexts = new ArrayList<>();
      for (String contextId : inventory.contextIds()) {
        contexts.add(inventory.context(contextId));
      }
      return contexts;
    } catch (SQLException e) {
      throw new IllegalStateException("list the VM contexts: " + e, e);
    }
  }

  /** The only protected VM of that name; two vCenters may each have one. */
  public ProtectedContext context(String vmName) {
    List<ProtectedContext> found =
        contexts().stream().filter(context -> context.vmName().equals(vmName)).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(found.size() + " VM contexts are named " + vmName);
    }
    return found.get(0);
  }

  /** The protected VM of that context. */
  public ProtectedContext contextById(String contextId) {
    try {
      return inventory.context(contextId);
    } catch (SQLException e) {
      throw new IllegalStateException("read VM context " + contextId + ": " + e, e);
    }
  }

  /** The cloud the site is in. */
  public SimulatedCloud cloud() {
    return cloud;
  }

  /** The appliance's database. */
  public Database database() {
    return database;
  }

  /** The Volume Daemon. */
  public VolumeDaemon daemon() {
    return daemon;
  }

  /** The VMA with the source VMs. */
  public SimulatedVma vma() {
    return vma;
  }

  /** The old OMA, which replicates. */
  public OldOma oma() {
    return oma;
  }

  /** The directory that stands for the appliance's devices. */
  public DeviceLinks links() {
    return links;
  }

  /** The script to configure as injection command; wants a device and a job id. */
  public Path injectorCommand() {
    return injectorCommand;
  }

  /** The appliance VM in the cloud. */
  public String applianceVmId() {
    return applianceVmId;
  }

  @Override
  public void close() {
    stop();
    database.close();
  }

  private SiteVolume volume(ProtectedVm vm, ProtectedVm.Disk disk) {
    String name = "migration-%s-%s".formatted(vm.name(), disk.diskId());
    if (!vm.isKnownToCloudStack(disk.index())) {
      return new SiteVolume(disk, UUID.randomUUID().toString(), name, null);
    }
    String attachedTo = vm.isAttached(disk.index()) ? applianceVmId : null;
    String volumeId = cloud.addVolume(name, disk.sizeGb(), attachedTo, null);
    Integer deviceId = cloud.view().volume(volumeId).map(VolumeView::deviceId).orElse(null);
    return new SiteVolume(disk, volumeId, name, deviceId);
  }

  private void mapNetworks(ProtectedVm vm) throws SQLException {
    for (int i = 0; i < vm.sourceNetworks().size(); i++) {
      String source = vm.sourceNetworks().get(i);
      if (vm.liveMapped()) {
        rows.insertNetworkMapping(vm, source, surroundings.target(i, false), false);
      }
      if (vm.testMapped()) {
        rows.insertNetworkMapping(vm, source, surroundings.target(i, true), true);
      }
    }
  }

  private void fillVma() throws SQLException {
    for (String vcenter : List.of(SiteNames.VCENTER, SiteNames.SECOND_VCENTER)) {
      vma.addVcenter(vcenter, SiteNames.username(vcenter), SiteNames.password(vcenter));
    }
    for (String contextId : inventory.contextIds()) {
      vma.add(inventory.sourceVm(contextId));
    }
  }

  private void showDevices() {
    for (VolumeView volume : cloud.view().volumes()) {
      if (volume.isOn(applianceVmId) && volume.deviceId() != 0) {
        links.plug(volume.id());
      } else {
        links.unplug(volume.id());
      }
    }
  }

  /** The appliance's kernel: a disk shows up whoever attached it. */
  private final class PlugInWhenAttached implements CloudObserver {
    @Override
    public void attached(String volumeId, String vmId, CloudView view) {
      if (vmId.equals(applianceVmId)) {
        links.plug(volumeId);
      }
    }
  }
}
