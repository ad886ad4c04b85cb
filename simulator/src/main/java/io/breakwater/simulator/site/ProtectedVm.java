package io.breakwater.simulator.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a protected VM looks like at the source and how far it was replicated. Unless told otherwise
 * it is a Windows VM with one disk of 40 GB, completely replicated and ready for failover, with a
 * live and a test network.
 */
public final class ProtectedVm {

  static final int FIRST_DISK_KEY = 2000;

  private final String name;
  private String contextId;
  private String vcenter = SiteNames.VCENTER;
  private String osType = "windows";
  private String status = "ready_for_failover";
  private int cpus = 2;
  private int memoryMb = 4096;
  private List<Integer> diskSizesGb = List.of(40);
  private List<String> sourceNetworks = List.of(SiteNames.SOURCE_NETWORK);
  private boolean liveMapped = true;
  private boolean testMapped = true;
  private boolean osDiskMissing;
  private boolean replicated = true;
  private boolean schedulerEnabled = true;
  private final Set<Integer> unknownToCloudStack = new HashSet<>();
  private final Set<Integer> detached = new HashSet<>();

  private ProtectedVm(String name) {
    this.name = name;
  }

  /** Starts the description of a VM with that name. */
  public static ProtectedVm named(String name) {
    return new ProtectedVm(name);
  }

  /** The context's id; by default {@code ctx-<name>-20251001-090000}. */
  public ProtectedVm contextId(String id) {
    contextId = id;
    return this;
  }

  /** The vCenter it runs in; names are unique only inside one. */
  public ProtectedVm vcenter(String host) {
    vcenter = host;
    return this;
  }

  /** {@code windows}, {@code linux}, {@code other}, {@code unknown} or whatever vCenter said. */
  public ProtectedVm osType(String type) {
    osType = type;
    return this;
  }

  /** Processors and memory. */
  public ProtectedVm size(int cpuCount, int megabytes) {
    cpus = cpuCount;
    memoryMb = megabytes;
    return this;
  }

  /** The sizes of its disks; the first one is the OS disk, {@code disk-2000}. */
  public ProtectedVm disks(Integer... sizesGb) {
    diskSizesGb = List.of(sizesGb);
    return this;
  }

  /** The networks of its adapters, in order. */
  public ProtectedVm networks(String... names) {
    sourceNetworks = List.of(names);
    return this;
  }

  /** The context's current_status; the disks stay as they are. */
  public ProtectedVm status(String currentStatus) {
    status = currentStatus;
    return this;
  }

  /** None of its networks is mapped to a test network. */
  public ProtectedVm withoutTestMapping() {
    testMapped = false;
    return this;
  }

  /** None of its networks is mapped to a live network. */
  public ProtectedVm withoutLiveMapping() {
    liveMapped = false;
    return this;
  }

  /** Its disks are numbered from 2001 on, so that there is no {@code disk-2000}. */
  public ProtectedVm withoutOsDisk() {
    osDiskMissing = true;
    return this;
  }

  /** It was never replicated to the end: no completed job, no change ids. */
  public ProtectedVm neverReplicated() {
    replicated = false;
    return this;
  }

  /** The scheduler leaves it alone. */
  public ProtectedVm schedulerDisabled() {
    schedulerEnabled = false;
    return this;
  }

  /** The database names a volume for this disk (counted from 0) that CloudStack does not have. */
  public ProtectedVm unknownToCloudStack(int disk) {
    unknownToCloudStack.add(disk);
    return this;
  }

  /** The volume of this disk (counted from 0) is attached nowhere and has no mapping. */
  public ProtectedVm detached(int disk) {
    detached.add(disk);
    return this;
  }

  String name() {
    return name;
  }

  String contextIdOrDefault() {
    return contextId == null ? "ctx-" + name + "-20251001-090000" : contextId;
  }

  String vcenter() {
    return vcenter;
  }

  String osType() {
    return osType;
  }

  String status() {
    return status;
  }

  int cpus() {
    return cpus;
  }

  int memoryMb() {
    return memoryMb;
  }

  List<String> sourceNetworks() {
    return sourceNetworks;
  }

  boolean liveMapped() {
    return liveMapped;
  }

  boolean testMapped() {
    return testMapped;
  }

  boolean replicated() {
    return replicated;
  }

  boolean schedulerEnabled() {
    return schedulerEnabled;
  }

  boolean isKnownToCloudStack(int disk) {
    return !unknownToCloudStack.contains(disk);
  }

  boolean isAttached(int disk) {
    return isKnownToCloudStack(disk) && !detached.contains(disk);
  }

  /** The VMware UUID; the same name in the same vCenter always has the same one. */
  String vmwareVmId() {
    UUID uuid = UUID.nameUUIDFromBytes((vcenter + "/" + name).getBytes(StandardCharsets.UTF_8));
    return "4205" + uuid.toString().substring(4);
  }

  List<Disk> disks() {
    List<Disk> disks = new ArrayList<>();
    int first = osDiskMissing ? FIRST_DISK_KEY + 1 : FIRST_DISK_KEY;
    for (int i = 0; i < diskSizesGb.size(); i++) {
      disks.add(new Disk(i, "disk-" + (first + i), diskSizesGb.get(i)));
    }
    return disks;
  }

  /** One disk of the VM; {@code index} counts from 0. */
  record Disk(int index, String diskId, int sizeGb) {}
}
