package io.breakwater.simulator.cloud;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What does not change while failing over: the zone, the account, templates, offerings, networks.
 */
final class Catalogue {

  static final class Template {
    String id;
    long number;
    String name;
    long size;
    Instant created;
  }

  static final class ServiceOffering {
    String id;
    long number;
    String name;
    boolean customized;
    int cpus;
    int memoryMb;
    Instant created;
  }

  static final class DiskOffering {
    String id;
    long number;
    String name;
    long sizeGb;
    boolean customized;
    Instant created;
  }

  static final class Network {
    String id;
    long number;
    String name;
    boolean test;
    String cidrPrefix;
    int vlan;

    /** Has a VLAN and a router: from the first start of a VM in it. */
    boolean implemented;

    Instant created;
  }

  String zoneId;
  String zoneName;
  String accountId;
  String userId;
  String domainId;
  String osTypeId;
  String hostId;
  String managementServerId;
  String poolId;
  String clusterId;
  String podId;
  Map<String, Template> templates = new LinkedHashMap<>();
  Map<String, ServiceOffering> serviceOfferings = new LinkedHashMap<>();
  Map<String, DiskOffering> diskOfferings = new LinkedHashMap<>();
  Map<String, Network> networks = new LinkedHashMap<>();
}
