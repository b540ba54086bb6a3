#include "core/codec/gzip.h"
#include "core/runtime/file_import.h"
#include "core/runtime/runtime.h"
#include "tests/support/corpus.h"
#include "tests/support/results.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <map>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLongestMs = 10'000;

// What the corpus says of a file, where it says something.
struct Judgement
{
    QString bytes;         // "accept" or "reject": whether they are well-formed
    qsizetype events = -1; // of a list of events
};
using Judgements = std::map<std::string, Judgement>; // by path in the corpus

void addIndex(Judgements &judgements, const std::string &folder, QLatin1String key)
{
    for (const QJsonObject &entry :
        test::readJsonLines(*test::corpusPath(folder + "/index.jsonl"))) {
        const std::string file = entry.value(u"file").toString().toStdString();
        judgements[folder + '/' + file].bytes = entry.value(key).toString();
    }
}

Judgements readJudgements()
{
    Judgements judgements;
    addIndex(judgements, "json", QLatin1String("expect"));
    addIndex(judgements, "gzip", QLatin1String("zlib_strict"));
    const std::string lists = test::readFile(*test::corpusPath("k8s/expected-events.json"));
    const QJsonObject files = QJsonDocument::fromJson(QByteArray::fromStdString(lists)).object();
    for (auto file = files.begin(); file != files.end(); ++file)
        judgements["k8s/" + file.key().toStdString()].events
            = file.value().toObject().value(u"rows").toArray().size();
    return judgements;
}

std::vector<std::string> filesUnder(const std::string &root, const std::string &folder)
{
    std::vector<std::string> files;
    const std::filesystem::path top(root);
    for (const auto &entry : std::filesystem::recursive_directory_iterator(top / folder)) {
        if (entry.is_regular_file())
            files.push_back(entry.path().lexically_relative(top).string());
    }
    std::ranges::sort(files);
    return files;
}

} // namespace

// Every file of these folders through the door that a person has: each is taken in or refused with
// a sentence, in time, and the workspace goes on.
class TestCorpusImport : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_runtime = test::need(Runtime::start(
            m_clock, {.workspace = m_dir.filePath(u"workspace"_s).toStdString(), .listen = false}));
    }
    void cleanupTestCase() { m_runtime.reset(); }

    void everyFileIsTakenInOrRefused_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("bytes");
        QTest::addColumn<qsizetype>("events");
        const auto root = test::corpusPath();
        if (!root)
            QSKIP(test::kNoCorpus);
        Judgements judgements = readJudgements();
        for (const char *folder : {"json", "gzip", "k8s"}) {
            for (const std::string &file : filesUnder(*root, folder)) {
                const Judgement &judgement = judgements[file];
                QTest::newRow(file.c_str()) << QString::fromStdString(*root + '/' + file)
                                            << judgement.bytes << judgement.events;
            }
        }
    }

    void everyFileIsTakenInOrRefused()
    {
        QFETCH(QString, path);
        QFETCH(QString, bytes);
        QFETCH(qsizetype, events);
        const std::string file = path.toStdString();
        QElapsedTimer elapsed;
        elapsed.start();
        const auto imported = importFile(*m_runtime, file, {}, {});
        QVERIFY2(elapsed.elapsed() < kLongestMs, std::to_string(elapsed.elapsed()).c_str());
        if (imported) {
            // A person's file need not be compressed, whatever it is called.
            const bool isPlainGzip
                = path.endsWith(u".gz") && !codec::looksLikeGzip(test::readFile(file));
            QVERIFY(bytes != u"reject" || isPlainGzip);
            if (events >= 0)
                QCOMPARE(imported->inserted, std::int64_t(events));
            return;
        }
        const Error &refusal = imported.error();
        QVERIFY2(events < 0, refusal.message.c_str());
        QVERIFY2(refusal.message.size() > file.size() + 2, refusal.message.c_str()); // "FILE: why"
        if (bytes == u"accept") // well-formed, but neither a snapshot nor events
            QCOMPARE(refusal.code, ErrorCode::InvalidArgument);
        else
            QVERIFY2(refusal.code == ErrorCode::InvalidArgument
                    || refusal.code == ErrorCode::MalformedBody,
                refusal.message.c_str());
    }

private:
    SystemClock m_clock;
    QTemporaryDir m_dir;
    std::unique_ptr<Runtime> m_runtime;
};

QTEST_GUILESS_MAIN(TestCorpusImport)
#include "tst_corpus_import.moc"
