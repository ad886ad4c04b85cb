package io.breakwater.simulator.oma;

import io.breakwater.simulator.daemon.DeviceLinks;
import io.breakwater.simulator.host.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes to a disk through its device on the appliance, as the replication does. */
final class ReplicaDisk {

  private final HttpClient http = HttpClient.newHttpClient();
  private final DeviceLinks links;

  ReplicaDisk(DeviceLinks links) {
    this.links = links;
  }

  /** Fails when the disk is not on the appliance: its export is gone then. */
  void write(String volumeId, String text, boolean complete)
      throws IOException, InterruptedException {
    if (!links.shows(volumeId)) {
      throw new IOException(
          "NBD export migration-vol-" + volumeId + ": Access denied by server configuration");
    }
    String disk = Files.readString(links.pathOf(volumeId)).strip();
    Map<String, Object> write = new LinkedHashMap<>();
    write.put("writer", "replication");
    write.put("text", text);
    write.put("complete", complete);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(disk + "/writes"))
            .header("Content-Type", "application/json")
            .header("User-Agent", "replication")
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(write)))
            .build();
    int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status / 100 != 2) {
      throw new IOException("write to " + links.pathOf(volumeId) + ": disk answers " + status);
    }
  }
}
