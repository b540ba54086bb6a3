#include "core/gateway/subscribe_messages.h"
#include "core/gateway/subscriber.h"
#include "core/gateway/topic_log.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::gateway;

namespace {

// Holds what it is given until it is told to read.
class FakeSocket final : public http::WebSocket
{
public:
    bool send(std::shared_ptr<const std::string> text) override
    {
        queued += text->size();
        waiting.push_back(std::move(text));
        return true;
    }
    std::size_t queuedBytes() const override { return queued; }
    void close(std::uint16_t code, std::string) override { closed = code; }

    std::vector<std::string> read()
    {
        std::vector<std::string> texts;
        for (const auto &text : std::exchange(waiting, {}))
            texts.push_back(*text);
        queued = 0;
        return texts;
    }

    std::vector<std::shared_ptr<const std::string>> waiting;
    std::size_t queued = 0;
    int closed = 0;
};

constexpr Timestamp kAt = fromEpochMs(1'772'355'600'000);

Principal viewer(AccessScope scope = {})
{
    return {.userId = 1, .username = "v", .role = Role::Viewer, .scope = std::move(scope)};
}

} // namespace

class TestTopicLog final : public QObject
{
    Q_OBJECT

private slots:
    void numbersCountInEachTopic();
    void theLastOfATopicCanBeHadAgain();
    void memoryIsBoundedOverAllTopics();
    void numbersOfDroppedTopicsAreNotGivenOutAgain();
    void whoReadsTooSlowlyIsToldWhatItMissed();
    void whoIsDrainedIsToldAtOnce();
    void messagesAreOnlyForThoseWhoMaySeeThem();
    void namesOfTopicsAreChecked_data();
    void namesOfTopicsAreChecked();
};

void TestTopicLog::numbersCountInEachTopic()
{
    TopicLog log;
    QCOMPARE(log.newest("alerts"), 0U);
    const auto first = log.append("alerts", R"({"a":1})", kAt, {});
    QCOMPARE(
        *first->text, R"({"topic":"alerts","seq":1,"ts":"2026-03-01T09:00:00Z","data":{"a":1}})");
    QCOMPARE(log.append("alerts", "{}", kAt, {})->seq, 2U);
    QCOMPARE(log.append("slo:a", "{}", kAt, {})->seq, 1U);
    QCOMPARE(log.newest("alerts"), 2U);
}

void TestTopicLog::theLastOfATopicCanBeHadAgain()
{
    TopicLog log;
    for (int i = 0; i < 500; ++i)
        log.append("alerts", std::to_string(i), kAt, {});
    const auto some = log.since("alerts", 490);
    QVERIFY(!some.lost);
    QCOMPARE(some.messages.size(), 10U);
    QCOMPARE(some.messages.front()->seq, 491U);
    const auto all = log.since("alerts", 100);
    QCOMPARE(all.messages.size(), 200U);
    QVERIFY(all.lost);
    QCOMPARE(all.lost->from, 101U);
    QCOMPARE(all.lost->to, 300U);
    QVERIFY(log.since("alerts", 500).messages.empty());
    QCOMPARE(log.since("alerts", 9'000).messages.size(), 200U); // of an earlier run
    QVERIFY(log.since("unknown", 3).messages.empty());
}

void TestTopicLog::memoryIsBoundedOverAllTopics()
{
    TopicLog log({.messages = 200, .bytes = 1U << 20, .topics = 50});
    const std::string large = '"' + std::string(10'000, 'x') + '"';
    for (int i = 0; i < 600; ++i) {
        log.append("commands:" + std::to_string(i % 120), large, kAt, {});
        QVERIFY(log.bytes() <= (1U << 20));
    }
    // The newest are there, the oldest are not.
    QCOMPARE(log.since("commands:119", 0).messages.size(), 1U);
    QVERIFY(log.since("commands:10", 0).messages.empty());
}

void TestTopicLog::numbersOfDroppedTopicsAreNotGivenOutAgain()
{
    TopicLog log({.messages = 200, .bytes = 1U << 20, .topics = 2});
    for (int i = 0; i < 5; ++i)
        log.append("a", "{}", kAt, {});
    log.append("b", "{}", kAt, {});
    log.append("c", "{}", kAt, {}); // makes room by dropping a
    QCOMPARE(log.newest("a"), 0U);
    QVERIFY(log.append("a", "{}", kAt, {})->seq > 5);
}

void TestTopicLog::whoReadsTooSlowlyIsToldWhatItMissed()
{
    TopicLog log;
    const auto socket = std::make_shared<FakeSocket>();
    Subscriber subscriber(1, socket);
    subscriber.who = viewer();
    const std::string large = '"' + std::string(100'000, 'x') + '"';
    for (int i = 0; i < 60; ++i) {
        subscriber.offer(*log.append("alerts", large, kAt, {}));
        QVERIFY(socket->queuedBytes() <= (4U << 20));
    }
    const std::size_t got = socket->read().size();
    QVERIFY(got > 30 && got < 50);
    QCOMPARE(subscriber.missedMessages(), 60 - got);
    subscriber.offer(*log.append("alerts", "{}", kAt, {}));
    const auto texts = socket->read();
    QCOMPARE(texts.size(), 2U);
    QCOMPARE(texts[0],
        R"({"type":"missed","topic":"alerts","from":)" + std::to_string(got + 1) + R"(,"to":60})");
    QVERIFY(texts[1].find(R"("seq":61)") != std::string::npos);
    subscriber.catchUp();
    QVERIFY(socket->read().empty()); // told once
}

void TestTopicLog::whoIsDrainedIsToldAtOnce()
{
    TopicLog log;
    const auto socket = std::make_shared<FakeSocket>();
    Subscriber subscriber(1, socket);
    subscriber.who = viewer();
    const std::string large = '"' + std::string(3U << 20, 'x') + '"';
    for (const char *topic : {"slo:a", "slo:b", "slo:c"})
        subscriber.offer(*log.append(topic, large, kAt, {}));
    QVERIFY(subscriber.isBehind);
    QCOMPARE(socket->read().size(), 1U);
    subscriber.catchUp(); // as when the socket says that it is drained
    const auto texts = socket->read();
    QCOMPARE(texts.size(), 2U);
    QCOMPARE(texts[1], R"({"type":"missed","topic":"slo:c","from":1,"to":1})");
    QVERIFY(!subscriber.isBehind);
}

void TestTopicLog::messagesAreOnlyForThoseWhoMaySeeThem()
{
    const Audience ofCluster{.cluster = {"a"}};
    const Audience ofNamespace{.cluster = {"a"}, .ns = "shop"};
    const Audience clusterWide{.cluster = {"a"}, .ns = ""};
    const Audience ofCommand{.cluster = {"a"}, .ns = "shop", .capability = Capability::RunCommands};
    QVERIFY(mayRead(viewer(), Audience{}));
    QVERIFY(mayRead(viewer(), clusterWide));
    QVERIFY(!mayRead(viewer(), ofCommand));
    const Principal shop = viewer({.clusters = {{"a"}}, .namespaces = {"shop"}});
    QVERIFY(!mayRead(shop, Audience{}));
    QVERIFY(mayRead(shop, ofCluster));
    QVERIFY(mayRead(shop, ofNamespace));
    QVERIFY(!mayRead(shop, clusterWide));
    const Principal other = viewer({.clusters = {{"b"}}});
    QVERIFY(!mayRead(other, ofCluster) && !mayRead(other, ofNamespace));
}

void TestTopicLog::namesOfTopicsAreChecked_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("isGood");
    for (const char *name : {"alerts", "snapshot:prod-a", "status:*", "events:a", "slo:a.b:c",
             "commands:*", "commands:5b0d2f9c-1111-4222-8333-444455556666"})
        QTest::newRow(name) << QByteArray(name) << true;
    for (const char *name : {"", "snapshot", "snapshot:", "alerts:", "alerts:*", "Snapshot:a",
             "snapshot:a/b", "snapshot:**", "commands:a b", "commands:' or 1=1", "secrets:a"})
        QTest::newRow(qPrintable(QLatin1String("not ") + QLatin1String(name)))
            << QByteArray(name) << false;
}

void TestTopicLog::namesOfTopicsAreChecked()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, isGood);
    const auto topic
        = parseTopic(std::string_view(name.constData(), static_cast<std::size_t>(name.size())));
    QCOMPARE(topic.has_value(), isGood);
}

QTEST_APPLESS_MAIN(TestTopicLog)
#include "tst_topic_log.moc"
