package org.twomes.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A method that outgrows a screen does more than one thing, unless a reason stands here. */
@Tag("fast")
class MethodLengthTest {
    /** Lines from a method's first to its last, both counted; its Javadoc is not. */
    private static final int MOST_LINES = 40;

    /** Longer on purpose: class and method, and why. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("BoardRun.attempt", "one try with its ways out, in order"),
            Map.entry("DeviceWatch.start", "the body of one thread"),
            Map.entry("Meters.readings", "a list of meters"),
            Map.entry("Page.run", "one request with its ways out"),
            Map.entry("SecretsCheck.look", "one check after the other"),
            Map.entry("SlipDecoder.feed", "a state machine over bytes"),
            Map.entry("TelnetParser.strip", "a state machine over bytes"),
            Map.entry("TokensCommand.rotateKey", "steps whose order keeps the tokens readable"),
            Map.entry("UnitsCsv.of", "a list of columns"),
            Map.entry("V1Rules.answer", "the server's rules in its order"));

    private static final Path SOURCES = Path.of("src", "main", "java");

    @Test
    void aMethodOfMoreThan40LinesHasItsReasonHere() throws IOException {
        Map<String, Long> methods = lengths();
        assertThat(methods).hasSizeGreaterThan(1000);
        methods.values().removeIf(lines -> lines <= MOST_LINES);
        assertThat(methods.keySet()).isEqualTo(REASONS.keySet());
    }

    /** Every method and constructor of the station by class and name; of overloads the longest counts. */
    private static Map<String, Long> lengths() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(SOURCES)) {
            files = walk.filter(file -> file.toString().endsWith(".java")).toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, Long> lengths = new TreeMap<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Measure(unit, positions, lengths).scan(unit, null);
            }
        }
        return lengths;
    }

    private static final class Measure extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Map<String, Long> lengths;

        Measure(CompilationUnitTree unit, SourcePositions positions, Map<String, Long> lengths) {
            this.unit = unit;
            this.positions = positions;
            this.lengths = lengths;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            long start = positions.getStartPosition(unit, method);
            long end = positions.getEndPosition(unit, method);
            if (start >= 0 && end >= 0) {
                long lines =
                        unit.getLineMap().getLineNumber(end) - unit.getLineMap().getLineNumber(start) + 1;
                lengths.merge(owner() + "." + method.getName(), lines, Math::max);
            }
            return super.visitMethod(method, nothing);
        }

        private String owner() {
            return getCurrentPath().getParentPath().getLeaf() instanceof ClassTree type
                    ? type.getSimpleName().toString()
                    : "";
        }
    }
}
