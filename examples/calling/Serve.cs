// A dossier is opened once and asked as often as one likes: a file of a console project (net8.0), run from the
// repository's root. System.Text.Json keeps points as the text they are; decimal.Parse makes them exact numbers.
using System.Diagnostics;
using System.Text.Json;

var door = Process.Start(new ProcessStartInfo(
    Environment.GetEnvironmentVariable("PAR_INDEX") ?? "par-index", ["call", "--serve"])
{
    RedirectStandardInput = true,
    RedirectStandardOutput = true,
    StandardInputEncoding = new System.Text.UTF8Encoding(false),
    StandardOutputEncoding = System.Text.Encoding.UTF8,
})!;

// One request a line, one answer a line.
JsonElement Say(string line)
{
    door.StandardInput.WriteLine(line.Trim());
    door.StandardInput.Flush();
    var reply = JsonDocument.Parse(door.StandardOutput.ReadLine()!).RootElement;
    if (reply.GetProperty("kind").GetString() == "error")
        throw new InvalidOperationException(reply.GetProperty("message").GetString());
    return reply;
}

Say(File.ReadAllText("examples/calling/open.json"));
var ranking = Say("""{"at": "samples", "index": "communes", "call": "rank"}""");
foreach (var row in ranking.GetProperty("rows").EnumerateArray().Take(3))
{
    var unit = row.GetProperty("unit").GetString();
    var weak = Say(JsonSerializer.Serialize(
        new { at = "samples", index = "communes", call = "weak", unit, top = 1 })).GetProperty("rows")[0];
    Console.WriteLine(string.Join("\t", row.GetProperty("rank"), unit, row.GetProperty("ratio"),
        weak.GetProperty("code"), weak.GetProperty("lost")));
}
Console.WriteLine($"seal {ranking.GetProperty("seal")}");
door.StandardInput.Close();
door.WaitForExit();
