package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Lists what does not change: capabilities, zones, templates, offerings, networks. */
final class CatalogueCommands {

  private final Cloud cloud;

  CatalogueCommands(Cloud cloud) {
    this.cloud = cloud;
  }

  void register(Commands commands) {
    commands.read("listCapabilities", request -> Json.object().set("capability", capability()));
    commands.read("listZones", request -> Page.of(request, "zone", zones(request), z -> zone()));
    commands.read("listTemplates", this::templates);
    commands.read("listServiceOfferings", this::serviceOfferings);
    commands.read("listDiskOfferings", this::diskOfferings);
    commands.read("listNetworks", this::networks);
  }

  private Catalogue catalogue() {
    return cloud.state().catalogue;
  }

  private static ObjectNode capability() {
    ObjectNode node = Json.object();
    node.put("securitygroupsenabled", false);
    node.put("dynamicrolesenabled", true);
    node.put("cloudstackversion", "4.22.0.0");
    node.put("userpublictemplateenabled", true);
    node.put("supportELB", "false");
    node.put("projectinviterequired", false);
    node.put("allowusercreateprojects", true);
    node.put("customdiskofferingminsize", 1);
    node.put("customdiskofferingmaxsize", 1024);
    node.put("regionsecondaryenabled", false);
    node.put("kvmsnapshotenabled", true);
    node.put("allowuserviewdestroyedvm", true);
    node.put("allowuserexpungerecovervm", true);
    node.put("allowuserexpungerecovervolume", true);
    node.put("allowuserviewalldomainaccounts", false);
    node.put("allowuserforcestopvm", true);
    node.put("kubernetesserviceenabled", false);
    node.put("kubernetesclusterexperimentalfeaturesenabled", false);
    node.put("customhypervisordisplayname", "Custom");
    node.put("defaultuipagesize", 20);
    node.put("instancesstatsretentiontime", 720);
    node.put("instancesstatsuseronly", false);
    node.put("instancesdisksstatsretentionenabled", false);
    node.put("instancesdisksstatsretentiontime", 720);
    node.put("sharedfsvmmincpucount", 2);
    node.put("sharedfsvmminramsize", 1024);
    node.put("instanceleaseenabled", false);
    node.put("extensionspath", "/opt/cloudstack/extensions");
    node.put("dynamicscalingenabled", true);
    node.put("additionalconfigenabled", false);
    return node;
  }

  private List<String> zones(ApiRequest request) {
    String id = request.text("id");
    String zone = catalogue().zoneId;
    if (id != null && !id.equals(zone)) {
      throw ApiException.unknown(request.command(), "id", id);
    }
    String name = request.text("name");
    return name == null || name.equals(catalogue().zoneName) ? List.of(zone) : List.of();
  }

  private ObjectNode zone() {
    ObjectNode node = Json.object();
    node.put("id", catalogue().zoneId);
    node.put("name", catalogue().zoneName);
    node.put("dns1", "10.147.28.6");
    node.put("internaldns1", "10.147.28.6");
    node.put("guestcidraddress", "10.1.1.0/24");
    node.put("networktype", "Advanced");
    node.put("securitygroupsenabled", false);
    node.put("gputotal", 0);
    node.put("gpuused", 0);
    node.put("allocationstate", "Enabled");
    node.put("zonetoken", catalogue().zoneId);
    node.put("dhcpprovider", "VirtualRouter");
    node.put("localstorageenabled", false);
    node.set("tags", Json.array());
    node.put("allowuserspecifyvrmtu", false);
    node.put("routerprivateinterfacemaxmtu", 1500);
    node.put("routerpublicinterfacemaxmtu", 1500);
    node.put("type", "Core");
    node.put("isnsxenabled", false);
    node.put("ismultiarch", false);
    node.put("asnrange", "");
    node.put("routedmodeenabled", true);
    node.put("hasannotations", false);
    return node;
  }

  private JsonNode templates(ApiRequest request) {
    request.required("templatefilter");
    return Page.of(
        request,
        "template",
        wanted(request, catalogue().templates.values(), t -> t.id, t -> t.name),
        this::template);
  }

  private ObjectNode template(Catalogue.Template template) {
    ObjectNode node = Json.object();
    node.put("id", template.id);
    node.put("name", template.name);
    node.put("displaytext", template.name);
    node.put("ispublic", true);
    node.put("created", Json.time(template.created));
    node.put("isready", true);
    node.put("passwordenabled", false);
    node.put("format", "QCOW2");
    node.put("isfeatured", true);
    node.put("crossZones", true);
    node.put("ostypeid", catalogue().osTypeId);
    node.put("ostypename", Render.OS_TYPE);
    node.put("account", "system");
    node.put("zoneid", catalogue().zoneId);
    node.put("zonename", catalogue().zoneName);
    node.put("status", "Download Complete");
    node.put("size", template.size);
    node.put("physicalsize", template.size);
    node.put("templatetype", "USER");
    node.put("hypervisor", Render.HYPERVISOR);
    node.put("domain", Render.DOMAIN);
    node.put("domainpath", Render.DOMAIN);
    node.put("domainid", catalogue().domainId);
    afterSize(template, node);
    return node;
  }

  private void afterSize(Catalogue.Template template, ObjectNode node) {
    node.put("isextractable", false);
    node.put("checksum", "");
    node.set("details", Json.object());
    node.set("downloaddetails", downloads());
    node.put("arch", "x86_64");
    node.put("bits", 0);
    node.put("sshkeyenabled", false);
    node.put("isdynamicallyscalable", false);
    node.put("directdownload", false);
    node.put("deployasis", false);
    node.put("forcks", false);
    node.put("requireshvm", false);
    node.put("url", "http://templates.invalid/" + template.id + ".qcow2");
    node.set("tags", Json.array());
    node.put("hasannotations", false);
  }

  private JsonNode downloads() {
    ObjectNode node = Json.object();
    node.put("downloadState", "DOWNLOADED");
    node.put("datastore", "secondary-1");
    node.put("datastoreRole", "Image");
    node.put("downloadPercent", "100");
    node.put("datastoreId", catalogue().poolId);
    return Json.array().add(node);
  }

  private JsonNode serviceOfferings(ApiRequest request) {
    return Page.of(
        request,
        "serviceoffering",
        wanted(request, catalogue().serviceOfferings.values(), o -> o.id, o -> o.name),
        OfferingRender::service);
  }

  private JsonNode diskOfferings(ApiRequest request) {
    return Page.of(
        request,
        "diskoffering",
        wanted(request, catalogue().diskOfferings.values(), o -> o.id, o -> o.name),
        OfferingRender::disk);
  }

  private JsonNode networks(ApiRequest request) {
    return Page.of(
        request,
        "network",
        wanted(request, catalogue().networks.values(), n -> n.id, n -> n.name),
        network -> OfferingRender.network(network, catalogue()));
  }

  private static <T> List<T> wanted(
      ApiRequest request, Collection<T> all, Function<T, String> id, Function<T, String> name) {
    String wantedId = request.text("id");
    String wantedName = request.text("name");
    String keyword = request.text("keyword");
    if (wantedId != null && all.stream().noneMatch(each -> id.apply(each).equals(wantedId))) {
      throw ApiException.unknown(request.command(), "id", wantedId);
    }
    return all.stream()
        .filter(each -> wantedId == null || id.apply(each).equals(wantedId))
        .filter(each -> wantedName == null || name.apply(each).equals(wantedName))
        .filter(each -> keyword == null || name.apply(each).contains(keyword))
        .toList();
  }
}
