package io.breakwater.e2e.sweep;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The full table of a sweep, as JSON and for people. */
final class SweepReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String HEAD =
      """
      <!doctype html><meta charset="utf-8"><title>Breakwater sweep</title>
      <style>
      body { font: 14px sans-serif; margin: 2em } td, th { padding: .2em .6em; text-align: left;
      vertical-align: top; border-top: 1px solid #ccc } .wrong { background: #fdd }
      .asked { background: #ffd } .missed { color: #888 }
      </style>
      """;

  private final Tally tally;
  private final long seed;

  SweepReport(Tally tally, long seed) {
    this.tally = tally;
    this.seed = seed;
  }

  /** Writes {@code sweep.json} and {@code sweep.html}. */
  void writeTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    ObjectNode all = summary();
    all.set("table", table());
    Files.writeString(
        directory.resolve("sweep.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
    Files.writeString(directory.resolve("sweep.html"), html());
  }

  /** The figures without the table. */
  ObjectNode summary() {
    ObjectNode summary = JSON.createObjectNode();
    summary.put("seed", seed);
    summary.put("ok", tally.ok());
    summary.put("runs", tally.verdicts().size());
    summary.put("faultPoints", tally.total());
    summary.put("covered", tally.covered());
    summary.put("violations", tally.violations());
    summary.put("stuck", tally.stuck());
    summary.put("needsOperator", tally.needsOperator());
    summary.put("wrong", tally.failures().size());
    tally.orphans().forEach(summary.withArray("orphans")::add);
    tally.strayViolations().forEach(summary.withArray("strayViolations")::add);
    tally.unreached().forEach(point -> summary.withArray("unreached").add(point.toString()));
    return summary;
  }

  private ArrayNode table() {
    ArrayNode rows = JSON.createArrayNode();
    for (Verdict verdict : tally.verdicts()) {
      ObjectNode row = rows.addObject();
      row.put("flow", verdict.faults().flow().title());
      ArrayNode faults = row.putArray("faults");
      for (FaultPoint point : verdict.faults().points()) {
        faults.addObject().put("fault", point.fault().name()).put("call", point.call().toString());
      }
      row.put("vm", verdict.vm());
      row.put("reached", verdict.reached());
      row.put("ended", ended(verdict));
      row.put("summary", verdict.ended().summary());
      row.put("place", verdict.place().map(Place::name).orElse(null));
      row.put("seconds", verdict.seconds());
      row.put("ok", verdict.ok());
      verdict.problems().forEach(row.putArray("problems")::add);
      verdict.violations().forEach(row.putArray("violations")::add);
      if (verdict.needsOperator() != null) {
        row.put("needsOperator", verdict.needsOperator().what());
        row.put("allowedBecause", verdict.needsOperator().allowedBecause());
      }
    }
    return rows;
  }

  private static String ended(Verdict verdict) {
    return verdict.ended().stuck() ? "STUCK" : verdict.ended().end().name();
  }

  private String html() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<h1>Breakwater sweep</h1><p>").append(escaped(tally.line()));
    page.append(" seed=").append(seed).append("</p><table>");
    page.append("<tr><th>flow<th>fault<th>call<th>VM<th>ended<th>at<th>s<th>remarks");
    for (Verdict verdict : tally.verdicts()) {
      page.append(row(verdict));
    }
    return page.append("</table>\n").toString();
  }

  private static String row(Verdict verdict) {
    List<FaultPoint> points = verdict.faults().points();
    return "\n<tr class=%s><td>%s<td>%s<td>%s<td>%s<td>%s<td>%s<td>%.1f<td>%s"
        .formatted(
            look(verdict),
            verdict.faults().flow().title(),
            joined(points.stream().map(p -> p.fault().name()).toList()),
            joined(points.stream().map(p -> p.call().toString()).toList()),
            verdict.vm(),
            ended(verdict),
            verdict.place().map(Place::name).orElse("?"),
            verdict.seconds(),
            remarks(verdict));
  }

  private static String look(Verdict verdict) {
    if (!verdict.ok()) {
      return "wrong";
    }
    if (verdict.needsOperator() != null) {
      return "asked";
    }
    return verdict.reached() ? "fine" : "missed";
  }

  private static String remarks(Verdict verdict) {
    StringBuilder remarks = new StringBuilder(verdict.reached() ? "" : "not reached<br>");
    verdict.violations().forEach(v -> remarks.append(escaped(v)).append("<br>"));
    verdict.problems().forEach(p -> remarks.append(escaped(p)).append("<br>"));
    if (verdict.needsOperator() != null) {
      remarks.append("a person was asked: ").append(escaped(verdict.needsOperator().what()));
      remarks.append("<br>").append(escaped("" + verdict.needsOperator().allowedBecause()));
    }
    return remarks.toString();
  }

  private static String joined(List<String> texts) {
    return texts.stream().map(SweepReport::escaped).reduce((a, b) -> a + "<br>" + b).orElse("");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
