package io.breakwater.plan;

import java.util.ArrayList;
import java.util.List;

/** How a world came to be what it is: enough to repeat it by hand. */
final class Trail {
  private final ModelWorld start;
  private final List<Object> notes = new ArrayList<>();

  Trail(ModelWorld start) {
    this.start = start;
  }

  Trail copy() {
    Trail copy = new Trail(start);
    copy.notes.addAll(notes);
    return copy;
  }

  Trail with(Object note) {
    Trail copy = copy();
    copy.notes.add(note);
    return copy;
  }

  void note(String text) {
    notes.add(text);
  }

  void note(PlanOutcome.Plan plan, List<String> carriedOut) {
    notes.add(plan.goal() + " carried out in this order: " + carriedOut);
  }

  /** How long the story is: fewer disks first, then fewer notes, then fewer words. */
  int size() {
    return 100_000 * start.disks.size() + 10_000 * notes.size() + notes.toString().length();
  }

  /** The text without the particulars of the world. */
  static String kind(String text) {
    int particulars = text.indexOf(": refused for");
    return particulars < 0 ? text : text.substring(0, particulars);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("  start: ").append(start);
    for (Object note : notes) {
      text.append("\n  - ");
      if (note instanceof PlanOutcome.Plan plan) {
        plan.steps()
            .forEach(
                step ->
                    text.append("\n      ")
                        .append(step.id())
                        .append(" needs ")
                        .append(step.needs()));
      } else {
        text.append(note);
      }
    }
    return text.toString();
  }
}
