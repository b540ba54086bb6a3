#include "core/base/worker_pool.h"
#include "core/codec/json_dom.h"
#include "core/codec/pod_pieces.h"
#include "core/demo/synthetic_snapshot.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <sstream>
#include <string>

using namespace binnacle;
using namespace binnacle::codec;

namespace {

constexpr Pieces kSmallest{.bytes = 1}; // cuts at every pod that looks like the first
constexpr Pieces kNone{.bytes = std::size_t{1} << 40}; // no document is that large

// JSON with ' for ".
std::string json(std::string text)
{
    std::ranges::replace(text, '\'', '"');
    return text;
}

std::string described(const Container &c)
{
    std::ostringstream out;
    out << c.name << ' ' << c.image << ' ' << c.state << ' ' << c.stateReason << ' '
        << c.stateMessage << ' ' << c.lastTerminationReason << ' ' << c.restartCount << ' '
        << c.cpuRequest << ' ' << c.cpuLimit << ' ' << c.memoryRequest << ' ' << c.memoryLimit
        << ' ' << c.ready << '\n';
    return out.str();
}

std::string described(const Pod &pod)
{
    std::ostringstream out;
    out << pod.meta.uid << ' ' << pod.meta.ns << '/' << pod.meta.name << ' ' << pod.meta.ownerKind
        << ' ' << pod.meta.ownerName << ' ' << toEpochMs(pod.meta.createdAt) << ' ' << pod.nodeName
        << ' ' << podPhaseName(pod.phase) << ' ' << pod.reason << ' ' << pod.message << ' '
        << pod.podIp << ' ' << pod.qosClass << ' ' << pod.serviceAccount << ' '
        << pod.readyContainers << '/' << pod.totalContainers << ' ' << pod.restarts << ' '
        << pod.cpuUsage << ' ' << pod.memoryUsage << '\n';
    for (const Label &label : pod.meta.labels)
        out << label.key << '=' << label.value << '\n';
    for (const Container &container : pod.containers)
        out << described(container);
    for (const Container &container : pod.initContainers)
        out << "init " << described(container);
    for (const Condition &condition : pod.conditions)
        out << condition.type << ' ' << condition.status << ' ' << condition.reason << ' '
            << condition.message << ' ' << toEpochMs(condition.changedAt) << '\n';
    return out.str();
}

// All of the pods, enough of the rest to know that it was read; or what is wrong.
QByteArray outcomeOf(const std::string &document, const Pieces &pieces)
{
    const auto decoded = decodeSnapshot(document, {}, pieces);
    if (!decoded)
        return QByteArray::fromStdString("error: " + std::string(stableCode(decoded.error().code))
            + ' ' + decoded.error().message);
    const ClusterSnapshot &snapshot = **decoded;
    std::ostringstream out;
    out << snapshot.cluster.value << ' ' << snapshot.workloads.size() << ' '
        << snapshot.nodes.size() << ' ' << snapshot.services.size() << '\n';
    for (const Pod &pod : snapshot.pods)
        out << described(pod);
    for (const ClusterEvent &event : snapshot.events)
        out << event.uid << ' ' << event.message << '\n';
    return QByteArray::fromStdString(out.str());
}

bool isReadInPieces(const std::string &document)
{
    const auto read = readPodsInPieces(document, {}, kSmallest);
    if (!read)
        return false;
    const auto rest = parseJson(read->rest, {});
    simdjson::dom::element pods;
    return rest && (*rest)["pods"].get(pods) == simdjson::SUCCESS && isPlaceholder({&pods, {}});
}

std::string pod(int number, const std::string &more = {})
{
    return json("{'summary':{'name':'p") + std::to_string(number) + json("','namespace':'shop'}")
        + more + '}';
}

// `count` pods with `separator` between them; `odd` in the place of the fifth.
std::string pods(int count, const std::string &separator = ",", const std::string &odd = {})
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += (i == 0 ? std::string() : separator) + (i == 5 && !odd.empty() ? odd : pod(i));
    return all;
}

std::string document(const std::string &list, const std::string &behind = {})
{
    return json("{'clusterId':'c','pods':[") + list + ']' + behind + '}';
}

} // namespace

class TestPodPieces : public QObject
{
    Q_OBJECT

private slots:
    void aLargeListIsReadInPieces_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto add = [](const char *name, const std::string &text) {
            QTest::newRow(name) << QByteArray::fromStdString(text);
        };
        add("synthetic", demo::syntheticSnapshotJson(400, 80));
        add("list at the end", document(pods(20)));
        add("pretty-printed", "{ \"pods\" : [\n  " + pods(20, ",\n  ") + "\n ] }\n");
        add("null among them", document(pods(20, ",", "null")));
        add("another first key",
            document(pods(20, ",", json("{'status':{},'summary':{'name':'x'}}"))));
        add("the separator in a text",
            document(pods(20, ",",
                pod(5, json(",'status':{'message':'},{\\'summary\\' and \\'pods\\':[{'}")))));
        add("lists of the same look behind",
            document(pods(20), json(",'deployments':[") + pods(20) + ']'));
        add("only the key before", json("{'summary':{'pods':3},'pods':[") + pods(20) + "]}");
    }
    void aLargeListIsReadInPieces()
    {
        QFETCH(const QByteArray, text);
        const std::string sent = text.toStdString();
        QVERIFY(isReadInPieces(sent));
        const QByteArray whole = outcomeOf(sent, kNone);
        QVERIFY2(!whole.startsWith("error"), whole.constData());
        QCOMPARE(outcomeOf(sent, kSmallest), whole);
        WorkerPool pool(3);
        QCOMPARE(outcomeOf(sent, {.bytes = 1, .helpers = &pool}), whole);
        QCOMPARE(outcomeOf(sent, {.bytes = 300, .helpers = &pool}), whole);
    }

    // Nothing may depend on how it is read: neither what is accepted nor what is complained about.
    void whatDoesNotWorkOutIsReadAsOne_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto add = [](const char *name, const std::string &text) {
            QTest::newRow(name) << QByteArray::fromStdString(text);
        };
        add("a broken pod", document(pods(20, ",", json("{'summary':{'name':7}}"))));
        add("a pod that is none", document(pods(20, ",", "7")));
        add("two commas", document(pods(10) + ",," + pods(10)));
        add("a comma too many", document(pods(10) + ','));
        add("a comma too many behind null", document(pods(20) + ",null, "));
        add("no end", json("{'clusterId':'c','pods':[") + pods(20));
        add("cut in a text", json("{'pods':[") + pods(20) + json(",{'summary':{'name':'x"));
        add("a bracket too many", document(pods(20) + ']'));
        add("broken behind", document(pods(20), json(",'events':[{]}")));
        add("wrong behind", document(pods(20), json(",'events':[7]")));
        add("two lists, the last one counts",
            document(pods(20), json(",'pods':[") + pod(99) + ']'));
        add("the list of something else",
            json("{'history':{'pods':[") + pods(20) + json("]},'pods':[") + pod(99) + "]}");
        add("a list of something else only", json("{'history':{'pods':[") + pods(20) + "]}}");
        add("what stands for pods, by somebody else",
            json("{'history':{'pods':[") + pods(20) + json("]},'pods':['pods 1']}"));
        add("no list", json("{'pods':") + pods(1) + '}');
        add("too deep",
            document(
                pods(20, ",", pod(5, ",\"x\":" + std::string(62, '[') + std::string(62, ']')))));
        add("as deep as may be",
            document(
                pods(20, ",", pod(5, ",\"x\":" + std::string(61, '[') + std::string(61, ']')))));
        add("a long number", document(pods(20, ",", pod(5, ",\"x\":1." + std::string(64, '1')))));
    }
    void whatDoesNotWorkOutIsReadAsOne()
    {
        QFETCH(const QByteArray, text);
        const std::string sent = text.toStdString();
        const QByteArray whole = outcomeOf(sent, kNone);
        QCOMPARE(outcomeOf(sent, kSmallest), whole);
        WorkerPool pool(2);
        QCOMPARE(outcomeOf(sent, {.bytes = 64, .helpers = &pool}), whole);
    }

    // A byte changed, lost or added anywhere, in every way of cutting.
    void damageIsJudgedAlike()
    {
        const std::string sound
            = document(pods(12, ", ", "null") + ", null ", json(" ,'events':[{'uid':'e1'}]"));
        std::mt19937 random(7);
        for (int round = 0; round < 5'000; ++round) {
            std::string text = sound;
            constexpr std::string_view kBytes = "{}[]\",:\\ 07nt\x01\xff";
            const std::string byte(random() % 3 == 0 ? 0 : 1, kBytes[random() % kBytes.size()]);
            text.replace(random() % text.size(), random() % 2, byte);
            const std::size_t bytes = 1 + random() % 200;
            const QByteArray whole = outcomeOf(text, kNone);
            if (const QByteArray pieces = outcomeOf(text, {.bytes = bytes}); pieces != whole)
                QFAIL(("read otherwise: " + text + '\n' + pieces.toStdString()).c_str());
        }
    }

    void aSmallDocumentIsNotCut()
    {
        QVERIFY(!readPodsInPieces(document(pods(20)), {}, {}));
        QVERIFY(!isReadInPieces(document(pods(2))));
    }

    void tooManyValuesTakeNoMemory()
    {
        QVERIFY(!readPodsInPieces(document(pods(20)), {.nodes = 20}, kSmallest));
    }
};

QTEST_APPLESS_MAIN(TestPodPieces)
#include "tst_pod_pieces.moc"
