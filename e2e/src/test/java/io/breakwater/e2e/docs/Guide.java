package io.breakwater.e2e.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The commands of a document. In a fenced block that begins with {@code $} such a line is one, with
 * those that a backslash adds to it, and the lines after it are what it prints, in order and among
 * others; <code>…</code> stands for anything. A block marked {@code sql} holds one statement.
 */
public final class Guide {
  private static final String FENCE = "```";
  private static final String SQL = "sql";
  private static final String PROMPT = "$ ";

  private final List<Section> sections = new ArrayList<>();

  private Guide() {}

  static Guide read(Path document) {
    Guide guide = new Guide();
    try {
      guide.readLines(Files.readAllLines(document).iterator());
    } catch (IOException e) {
      throw new UncheckedIOException("read " + document, e);
    }
    return guide;
  }

  /** Those that have commands. */
  List<Section> sections() {
    return sections.stream().filter(section -> !section.examples().isEmpty()).toList();
  }

  private void readLines(Iterator<String> lines) {
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("#")) {
        sections.add(new Section(line.replaceFirst("#+ ", ""), new ArrayList<>()));
      } else if (line.startsWith(FENCE)) {
        readBlock(line.substring(FENCE.length()), lines);
      }
    }
  }

  private void readBlock(String language, Iterator<String> lines) {
    List<String> block = new ArrayList<>();
    for (String line = lines.next(); !line.equals(FENCE); line = lines.next()) {
      block.add(line);
    }
    List<Example> examples = sections.get(sections.size() - 1).examples();
    if (language.equals(SQL)) {
      block.forEach(line -> examples.add(new Example(line, true, new ArrayList<>())));
    } else if (!block.isEmpty() && block.get(0).startsWith(PROMPT)) {
      readCommands(block.iterator(), examples);
    }
  }

  private static void readCommands(Iterator<String> block, List<Example> examples) {
    while (block.hasNext()) {
      String line = block.next();
      if (!line.startsWith(PROMPT)) {
        examples.get(examples.size() - 1).prints().add(line.strip());
        continue;
      }
      StringBuilder command = new StringBuilder(line.substring(PROMPT.length()));
      while (command.charAt(command.length() - 1) == '\\') {
        command.setLength(command.length() - 1);
        command.append(block.next().strip());
      }
      examples.add(new Example(command.toString(), false, new ArrayList<>()));
    }
  }

  /** What stands under one heading. */
  public record Section(String title, List<Example> examples) {
    @Override
    public String toString() {
      return title;
    }
  }

  /** A command or a statement, and lines of what it prints. */
  public record Example(String command, boolean sql, List<String> prints) {

    /** The first line that is missing; empty when all are there. */
    public String missingIn(String output) {
      Iterator<String> lines = output.lines().map(Example::oneSpaced).iterator();
      for (String wanted : prints) {
        Pattern pattern = pattern(wanted);
        boolean found = false;
        while (!found && lines.hasNext()) {
          found = pattern.matcher(lines.next()).matches();
        }
        if (!found) {
          return wanted;
        }
      }
      return "";
    }

    private static Pattern pattern(String wanted) {
      return Pattern.compile(
          Arrays.stream(oneSpaced(wanted).split("…", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*")));
    }

    private static String oneSpaced(String line) {
      return line.strip().replaceAll(" +", " ");
    }
  }
}
