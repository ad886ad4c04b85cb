package io.breakwater.simulator.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.cloud.SimulatedCloud;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * The CloudStack that the contract is held against: the simulated one, or a real one given by
 * {@code -Dcloudstack.url=… -Dcloudstack.apiKey=… -Dcloudstack.secretKey=…} (a root admin's keys;
 * its first zone, executable template, fixed service offering, fixed disk offering and network are
 * used).
 */
final class CloudUnderTest implements AutoCloseable {

  /** Simulated time runs so much faster than the recordings did. */
  private static final double SCALE = 0.02;

  private final ApiClient api;
  private final AutoCloseable owned;
  private final SimulatedCloud simulated;

  private CloudUnderTest(ApiClient api, AutoCloseable owned, SimulatedCloud simulated) {
    this.api = api;
    this.owned = owned;
    this.simulated = simulated;
  }

  static CloudUnderTest open() {
    String url = System.getProperty("cloudstack.url");
    if (url != null) {
      String key = System.getProperty("cloudstack.apiKey");
      String secret = System.getProperty("cloudstack.secretKey");
      return real(new ApiClient(url, key, secret));
    }
    SimulatedCloud cloud = SimulatedCloud.builder().timeScale(SCALE).build();
    cloud.addTemplate("CentOS", 2L << 30);
    cloud.addServiceOffering("Small Instance", false, 1, 512);
    cloud.addServiceOffering("too big", false, 64, 1 << 20);
    cloud.addNetwork("dr-net", true);
    cloud.addNetwork("dr-net-2", true);
    cloud.start();
    ApiClient api = new ApiClient(cloud.url(), cloud.apiKey(), cloud.secretKey());
    return new CloudUnderTest(api, cloud, cloud);
  }

  private static CloudUnderTest real(ApiClient api) {
    return new CloudUnderTest(api, api::removeWhatWasCreated, null);
  }

  ApiClient api() {
    return api;
  }

  boolean isReal() {
    return simulated == null;
  }

  /** The simulated cloud; skips the test where the cloud is a real one. */
  SimulatedCloud simulated() {
    Assumptions.assumeFalse(isReal(), "a real CloudStack cannot be told to fail");
    return simulated;
  }

  String zone() {
    return first("listZones", Map.of(), "zone");
  }

  String template() {
    return first("listTemplates", Map.of("templatefilter", "executable"), "template");
  }

  String offering() {
    return first("listServiceOfferings", Map.of(), "serviceoffering");
  }

  String network() {
    return first("listNetworks", Map.of(), "network");
  }

  String otherNetwork() {
    return api.get("listNetworks", Map.of()).inside().path("network").path(1).path("id").asText();
  }

  String diskOffering(boolean customized) {
    for (JsonNode offering : api.get("listDiskOfferings", Map.of()).inside().get("diskoffering")) {
      if (offering.get("iscustomized").asBoolean() == customized) {
        return offering.get("id").asText();
      }
    }
    throw new AssertionError("no disk offering that is customized: " + customized);
  }

  String tooBigOffering() {
    Map<String, String> byName = Map.of("name", "too big");
    return first("listServiceOfferings", byName, "serviceoffering");
  }

  private String first(String command, Map<String, String> parameters, String array) {
    return api.get(command, parameters).inside().get(array).get(0).get("id").asText();
  }

  @Override
  public void close() throws Exception {
    owned.close();
  }
}
