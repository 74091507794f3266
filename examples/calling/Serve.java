// A dossier is opened once and asked as often as one likes: `java examples/calling/Serve.java`, from the
// repository's root. Java alone reads no JSON; a library such as Jackson takes the place of `text`.
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.regex.*;

public class Serve {
    static BufferedWriter out;
    static BufferedReader in;

    /** One request a line, one answer a line. */
    static String say(String line) throws IOException {
        out.write(line.strip() + "\n");
        out.flush();
        String reply = in.readLine();
        if (reply.contains("\"kind\":\"error\"")) throw new IOException(reply);
        return reply;
    }

    static String ask(String rest) throws IOException {
        return say("{\"at\": \"samples\", \"index\": \"communes\", " + rest + "}");
    }

    static String text(String row, String key) {
        Matcher found = Pattern.compile("\"" + key + "\":\"?([^\",}]*)").matcher(row);
        return found.find() ? found.group(1) : "";
    }

    public static void main(String[] args) throws Exception {
        String command = System.getenv().getOrDefault("PAR_INDEX", "par-index");
        Process door = new ProcessBuilder(command, "call", "--serve")
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        out = new BufferedWriter(new OutputStreamWriter(door.getOutputStream(), StandardCharsets.UTF_8));
        in = new BufferedReader(new InputStreamReader(door.getInputStream(), StandardCharsets.UTF_8));
        say(Files.readString(Path.of("examples/calling/open.json")));
        String ranking = ask("\"call\": \"rank\"");
        String[] rows = ranking.split("\"rows\":\\[")[1].split("\\},\\{");
        for (int n = 0; n < 3; n++) {
            String unit = text(rows[n], "unit");
            String weak = ask("\"call\": \"weak\", \"top\": 1, \"unit\": \"" + unit + "\"").split("\"rows\":\\[")[1];
            System.out.println(String.join("\t", text(rows[n], "rank"), unit, text(rows[n], "ratio"),
                text(weak, "code"), text(weak, "lost")));
        }
        System.out.println("seal " + text(ranking, "seal"));
        out.close();
        door.waitFor();
    }
}
