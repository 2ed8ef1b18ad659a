import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@Suite("ocop: witnesses, time stamps, kept checkpoints")
struct WitnessTests {
  /// A witness with its key in a scratch folder.
  private struct Watching {
    let key: String
    let verifier: String

    init(_ name: String, _ signed: Signed) throws {
      key = signed.scratch.path + "/\(name).key"
      let made = try Program.run([
        "witness", "create", "--key", key, "--name", "\(name).example/ocop", "--format", "json",
      ])
      #expect(made.status == 0, "\(made.errors)")
      verifier = if case .string(let text)? = try made.json["verifier"] { text } else { "" }
    }
  }

  private static func size(_ signed: Signed) throws -> String { try signed.json(["checkpoint", "show"])["size"]!.text }

  /// What a witness is handed to go on from the checkpoint of `old` records.
  private static func request(_ signed: Signed, from old: String, to: String? = nil) throws -> String {
    let folder = signed.scratch.path + "/requests-\(UUID().uuidString)"
    let made = try signed.run(
      ["prove", "consistency", "--from", old, "--output", folder] + (to.map { ["--to", $0] } ?? []))
    #expect(made.status == 0, "\(made.errors)")
    return folder + "/" + (try FileManager.default.contentsOfDirectory(atPath: folder)[0])
  }

  private static func cosign(_ request: String, _ watching: Watching, _ log: String) throws -> Program.Outcome {
    try Program.run(["witness", "cosign", request, "--key", watching.key, "--log", log])
  }

  @Test("a witness cosigns what goes on from what it saw, and nothing else; the quorum of a policy is demanded")
  func quorum() throws {
    let signed = try Signed()
    let (one, two) = (try Watching("so", signed), try Watching("bo", signed))
    let first = try Self.size(signed)
    let request = try Self.request(signed, from: "0")
    let policy = try signed.scratch.file(
      "policy",
      "# Sở và Bộ\nlog \(signed.verifier)\nwitness so \(one.verifier)\nwitness bo \(two.verifier)\ngroup both all so bo\nquorum both\n"
    )
    let demanded = ["checkpoint", "verify", "--policy", policy]
    #expect(try signed.run(demanded).errors.contains("proof.noQuorum"))
    var lines = ""
    for watching in [one, two] {
      let answer = try Self.cosign(request, watching, signed.verifier)
      #expect(answer.status == 0 && answer.output.hasPrefix("\u{2014} "), "\(answer.errors)")
      lines += answer.output
      // Lines of somebody whose key is not named are not kept.
      let file = try signed.scratch.file("line", answer.output)
      let other = watching.verifier == one.verifier ? two : one
      #expect(
        try signed.run(["checkpoint", "attach", file, "--witness", other.verifier]).errors.contains("noKnownSignature"))
      #expect(try signed.run(demanded).status == 1)
      let attached = try signed.json(["checkpoint", "attach", file, "--witness", watching.verifier])
      guard case .array(let cosigned)? = attached["cosigned"] else { return #expect(Bool(false)) }
      #expect(
        cosigned.contains {
          $0["name"]?.text.contains(watching.key.contains("so") ? "so.example" : "bo.example") == true
        })
    }
    let met = try signed.run(demanded)
    #expect(
      met.status == 0 && met.errors.contains("so.example/ocop") && met.errors.contains("bo.example/ocop"),
      "\(met.errors)")
    // Signed again with nothing new, the checkpoint keeps what was attached; a bundle carries it.
    #expect(try signed.run(["checkpoint", "create", "--key", signed.key]).status == 0)
    #expect(try signed.run(demanded).status == 0)
    let zip = signed.scratch.path + "/b.zip"
    #expect(try signed.run(["bundle", "create", "--product", "SP-0002", "--output", zip]).status == 0)
    #expect(try Program.run(["bundle", "verify", zip, "--verifier", signed.verifier, "--policy", policy]).status == 0)
    let checker = try signed.scratch.file("apart.py", Bundle.checker(among: installedProjections))
    #expect(try Oracle.python([checker, signed.verifier, zip])?.status ?? 0 == 0)
    // Each line by a library that is not ours, over the text that C2SP gives.
    let note = try signed.scratch.file("note", try signed.run(["checkpoint", "show"]).output)
    let theirs = try Oracle.python(["-c", Self.verifier, note, one.verifier, two.verifier])
    #expect(theirs.map { $0.status == 0 && $0.output == "2\n" } ?? true, "\(theirs?.output ?? "")")

    // The next one: only from where each stands.
    let more = try signed.scratch.file("n.csv", "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n")
    #expect(try signed.run(["import", "recognitions", more]).status == 0)
    #expect(try signed.run(["checkpoint", "create", "--key", signed.key]).status == 0)
    #expect(try signed.run(demanded).status == 1)
    // What it said it says again; from elsewhere it does not go on.
    #expect(try Self.cosign(request, one, signed.verifier).status == 0)
    let again = try Self.cosign(try Self.request(signed, from: "0"), one, signed.verifier)
    #expect(
      again.status == 1 && again.errors.contains("proof.seenOtherwise") && again.errors.contains(first),
      "\(again.errors)")
    let next = try Self.request(signed, from: first)
    for unknown in [one.verifier, "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"] {
      #expect(try Self.cosign(next, one, unknown).status != 0)
    }
    let text = try String(contentsOfFile: next, encoding: .utf8)
    let spoiled = try signed.scratch.file(
      "spoiled", String(text.dropFirst(text.firstIndex(of: "\n")!.utf16Offset(in: text) + 1)))
    #expect(try Self.cosign(spoiled, one, signed.verifier).status == 1)
    #expect(try Self.cosign(next, one, signed.verifier).status == 0)
    // Another history of the same key: found by what was seen, and by the note that is out.
    try FileManager.default.removeItem(atPath: one.key + ".seen")
    #expect(try Self.cosign(next, one, signed.verifier).errors.contains("proof.witnessMemory"))
    guard case .array(let listed) = try signed.json(["checkpoint", "list"]) else { return #expect(Bool(false)) }
    #expect(
      listed.count == 2 && listed[0]["size"]?.text == first
        && listed[0]["cosigned"]?.text.contains("so.example") == true)
    #expect(listed.allSatisfy { $0["holds"] == true })
  }

  @Test("whoever has the key and signs another history is found by the witness, and by any note that is out")
  func keyHolder() throws {
    let signed = try Signed()
    let watching = try Watching("so", signed)
    let files = FileManager.default
    let copy = signed.scratch.path + "/copy"
    try files.copyItem(atPath: signed.ledger, toPath: copy)
    let out = try signed.scratch.file("out.note", try signed.run(["checkpoint", "show"]).output)
    #expect(try Self.cosign(try Self.request(signed, from: "0"), watching, signed.verifier).status == 0)
    // The log as it was before the commitment, another record in its place, and no memory of what was signed.
    let before = try Sample.copy()
    try files.removeItem(atPath: copy + "/log")
    try files.copyItem(atPath: before.path + "/ledger/log", toPath: copy + "/log")
    for left in ["checkpoint", "checkpoints", "verifier"] { try? files.removeItem(atPath: copy + "/" + left) }
    let more = try signed.scratch.file("n.csv", "product,producer,stars,decided_on\nKhác,CT khác,3,2020-05-01\n")
    #expect(try Program.run(["import", "recognitions", more], ledger: copy).status == 0)
    try files.removeItem(atPath: signed.key + ".signed")
    let resigned = try Program.run(
      ["checkpoint", "create", "--key", signed.key, "--accept-rollback", "--reason", "x"], ledger: copy)
    #expect(resigned.status == 0, "\(resigned.errors)")
    #expect(try Program.run(["verify"], ledger: copy).status == 0)
    let found = try Program.run(["checkpoint", "verify", out, "--verifier", signed.verifier], ledger: copy)
    #expect(found.status == 1 && found.errors.contains("proof.notConsistent"), "\(found.errors)")
    // Nor does the witness take the forged history, whatever proof it is handed.
    let forged = signed.scratch.path + "/forged"
    #expect(try Program.run(["prove", "consistency", "--from", "2280", "--output", forged], ledger: copy).status == 0)
    let request = forged + "/" + (try files.contentsOfDirectory(atPath: forged)[0])
    let refused = try Self.cosign(request, watching, signed.verifier)
    #expect(refused.status == 1 && refused.errors.contains("proof.seenFork"), "\(refused.errors)")
  }

  @Test("a commitment that leaves a stream out, by whoever has the key, is found by verify")
  func falseCommitment() throws {
    let signed = try Signed()
    #expect(try signed.run(["verify"]).status == 0)
    let text = try signed.json(["log", "show", "2279"])
    #expect(text["type"] == "streamsCommitted")
    try HarmedTests.rewriteRecord(2279, in: signed.ledger) { record in
      guard case .streamsCommitted(var said) = record.event else { return }
      said.streams -= 1
      record.event = .streamsCommitted(said)
    }
    let found = try signed.run(["verify"])
    #expect(found.status == 1 && found.output.contains("commitmentDiffers"), "\(found.output)")
  }

  @Test("a time stamp is kept with its checkpoint, and openssl verifies it; one of anything else is refused")
  func stamps() throws {
    let signed = try Signed()
    let folder = signed.scratch.path
    let text = try signed.run(["checkpoint", "show", "--text"]).output
    #expect(text.split(separator: "\n").count == 3 && text.hasSuffix("\n"))
    let data = try signed.scratch.file("text", text)
    guard let made = try Self.stamp(data, in: folder) else { return }
    #expect(made.status == 0, "\(made.errors)")
    let attached = try signed.json(["checkpoint", "attach", folder + "/reply.tsr"])
    #expect(attached["stamped"].map { $0.text.hasPrefix("\"20") } == true, "\(attached.text)")
    let size = try Self.size(signed)
    #expect(FileManager.default.fileExists(atPath: "\(signed.ledger)/checkpoints/\(size).tsr"))
    let verify = ["checkpoint", "verify", "--authorities", folder + "/ca.pem"]
    #expect(try signed.run(verify).status == 0)
    let theirs = try Program.shell(
      "openssl ts -verify -in \(signed.ledger)/checkpoints/\(size).tsr -data \(data) -CAfile \(folder)/ca.pem")
    #expect(theirs.status == 0, "\(theirs.errors)")
    // Another authority, a changed byte, a stamp of something else.
    #expect(
      try signed.run(["checkpoint", "verify", "--authorities", folder + "/other.pem"]).errors.contains(
        "proof.notStamped"))
    let reply = try Data(contentsOf: URL(fileURLWithPath: folder + "/reply.tsr"))
    var refusals = 0
    for place in stride(from: 20, to: reply.count, by: 97) {
      var changed = reply
      changed[place] ^= 1
      try changed.write(to: URL(fileURLWithPath: folder + "/changed.tsr"))
      let attached = try signed.run(["checkpoint", "attach", folder + "/changed.tsr"])
      let holds = try attached.status == 0 && signed.run(verify).status == 0
      // What is not signed may change: openssl takes it, too.
      let theirs = try Program.shell(
        "openssl ts -verify -in \(folder)/changed.tsr -data \(data) -CAfile \(folder)/ca.pem"
      ).status
      #expect(!holds || theirs == 0, "byte \(place)")
      if !holds { refusals += 1 }
    }
    #expect(refusals > 5)
    // The signature stands at the end.
    var spoiled = reply
    spoiled[spoiled.count - 3] ^= 1
    try spoiled.write(to: URL(fileURLWithPath: folder + "/changed.tsr"))
    #expect(
      try Program.shell("openssl ts -verify -in \(folder)/changed.tsr -data \(data) -CAfile \(folder)/ca.pem").status
        != 0)
    _ = try signed.run(["checkpoint", "attach", folder + "/changed.tsr"])
    #expect(try signed.run(verify).errors.contains("proof.notStamped"))
    #expect(try signed.run(["checkpoint", "attach", folder + "/reply.tsr"]).status == 0)
    #expect(try signed.run(verify).status == 0)
    let elsewhere = try signed.scratch.file("elsewhere", "x")
    _ = try Self.stamp(elsewhere, in: folder)
    #expect(try signed.run(["checkpoint", "attach", folder + "/reply.tsr"]).errors.contains("proof.otherStamp"))
    #expect(try signed.run(["checkpoint", "attach", elsewhere]).status == 1)
    // A backup has them, too.
    #expect(try signed.run(["checkpoint", "attach", folder + "/reply.tsr"]).status == 1)
    #expect(try signed.run(["backup", "create", folder + "/copy"]).status == 0)
    #expect(try signed.scratch.contents("copy/checkpoints") == signed.scratch.contents("ledger/checkpoints"))
  }

  /// Makes an authority, and its response over the file `data`; `nil` where there is no openssl.
  private static func stamp(_ data: String, in folder: String) throws -> Program.Outcome? {
    guard try Program.shell("command -v openssl").status == 0 else {
      Oracle.missing("openssl")
      return nil
    }
    let settings = """
      [tsa]
      default_tsa = here
      [here]
      serial = \(folder)/serial
      signer_cert = \(folder)/tsa.pem
      signer_key = \(folder)/tsa.key
      signer_digest = sha256
      default_policy = 1.2.3.4
      digests = sha256
      ess_cert_id_chain = no
      [cert]
      keyUsage = critical,digitalSignature
      extendedKeyUsage = critical,timeStamping
      [ca]
      basicConstraints = critical,CA:true
      keyUsage = critical,keyCertSign
      [req]
      distinguished_name = name
      [name]

      """
    try Data(settings.utf8).write(to: URL(fileURLWithPath: folder + "/ts.cnf"))
    let lines = [
      "cd '\(folder)'", "test -f serial || echo 01 > serial",
      "for ca in ca other; do test -f $ca.pem || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $ca.key -out "
        + "$ca.pem -days 3650 -subj /CN=$ca -config ts.cnf -extensions ca; done",
      "test -f tsa.pem || { openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tsa.key -out tsa.csr -subj /CN=tsa -config "
        + "ts.cnf && openssl x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 3650 -extfile ts.cnf "
        + "-extensions cert; }",
      "openssl ts -query -data '\(data)' -sha256 -cert -config ts.cnf -out query.tsq",
      "openssl ts -reply -queryfile query.tsq -config ts.cnf -section here -chain ca.pem -out reply.tsr",
    ]
    return try Program.shell(lines.joined(separator: " && "))
  }

  /// Checks cosignatures as C2SP describes them; prints how many verify.
  private static let verifier = """
    import base64, hashlib, sys
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    text, _, lines = open(sys.argv[1], encoding='utf-8').read().rpartition('\\n\\n')
    count = 0
    for vkey in sys.argv[2:]:
        name, tag, body = vkey.split('+', 2)
        raw = base64.b64decode(body)
        assert raw[0] == 4 and hashlib.sha256(name.encode() + b'\\n' + raw).digest()[:4].hex() == tag
        for line in lines.splitlines():
            _, who, blob = line.split(' ')
            blob = base64.b64decode(blob)
            if who == name and blob[:4].hex() == tag:
                time = int.from_bytes(blob[4:12], 'big')
                message = f'cosignature/v1\\ntime {time}\\n{text}\\n'.encode()
                Ed25519PublicKey.from_public_bytes(raw[1:]).verify(blob[12:], message)
                count += 1
    print(count)
    """
}
