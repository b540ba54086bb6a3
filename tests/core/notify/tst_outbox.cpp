#include "core/notify/message_json.h"
#include "core/notify/outbox_repository.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "tests/core/notify/notify_fixture.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::notify;
using namespace binnacle::test;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000);

OutboxItem item(std::int64_t channel, const std::string &key,
    AlertSeverity severity = AlertSeverity::Warning, std::int64_t alert = 0)
{
    return {.channel = channel,
        .channelName = "c" + std::to_string(channel),
        .message
        = {.title = "title " + key, .severity = severity, .cluster = {"prod"}, .alert = alert},
        .key = key};
}

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT

private slots:
    void whatIsEnqueuedIsThereInOrder()
    {
        NotifyStore store;
        QVERIFY(store.enqueue({item(1, "a"), item(2, "b"), item(1, "c")}, kNow));
        const auto heads = store.read(readHeads);
        QVERIFY(heads);
        QCOMPARE(heads->size(), std::size_t{2});
        QCOMPARE(heads->at(0).channel, std::int64_t{1});
        QCOMPARE(heads->at(0).waiting, std::int64_t{2});
        QCOMPARE(messageFromJson(heads->at(0).payload)->title, std::string("title a"));
        QCOMPARE(heads->at(0).deliveryKey.size(), std::size_t{32});
        QVERIFY(heads->at(0).deliveryKey != heads->at(1).deliveryKey);
        QCOMPARE(*store.read(countWaiting), std::int64_t{3});
    }

    // A transition that is written again after a crash tells once.
    void theSameChangeIsWrittenOnce()
    {
        NotifyStore store;
        QVERIFY(store.enqueue({item(1, "a"), item(2, "a"), item(1, "a")}, kNow));
        QVERIFY(store.enqueue({item(1, "a")}, kNow));
        QCOMPARE(*store.read(countWaiting), std::int64_t{2});
    }

    void nothingIsLeftOfATransactionThatFailed()
    {
        NotifyStore store;
        const std::vector<OutboxItem> items{item(1, "a")};
        const Status failed = store.write([&](store::WriteContext &context) -> Status {
            if (Status written = enqueue(context, items, kNow); !written)
                return written;
            return Error{ErrorCode::Conflict, "the alert's change failed"};
        });
        QVERIFY(!failed);
        QCOMPARE(*store.read(countWaiting), std::int64_t{0});
    }

    void theLedgerKeepsEveryAttempt()
    {
        NotifyStore store;
        QVERIFY(store.enqueue({item(1, "a", AlertSeverity::Critical, 17)}, kNow));
        const std::int64_t row = store.read(readHeads)->front().id;
        const auto attempt = [&](Timestamp at) {
            std::int64_t number = 0;
            const Status begun = store.write([&](store::WriteContext &context) -> Status {
                const auto got = beginAttempt(context, row, at);
                number = got ? *got : 0;
                return got ? Status(Done{}) : Status(got.error());
            });
            return begun ? number : 0;
        };
        const auto end = [&](AttemptEnd what) {
            what.delivery = row;
            return store.write([&](store::WriteContext &context) {
                return endAttempt(context, what, kNow + Duration{9});
            });
        };
        const std::int64_t first = attempt(kNow);
        QVERIFY(first > 0);
        QVERIFY(end({.attempt = first,
            .took = Duration{12},
            .status = 500,
            .answer = "broken",
            .nextAt = kNow + Duration{5'000},
            .error = "the answer was 500"}));
        QCOMPARE(store.read(readHeads)->front().attempts, 1);
        QCOMPARE(store.read(readHeads)->front().nextAt, kNow + Duration{5'000});
        const std::int64_t second = attempt(kNow + Duration{5'000});
        QVERIFY(end(
            {.attempt = second, .status = 200, .succeeded = true, .state = DeliveryState::Sent}));
        QCOMPARE(attempt(kNow), std::int64_t{0}); // it is over
        const auto deliveries = store.deliveries({.alert = 17});
        QCOMPARE(deliveries.size(), std::size_t{1});
        QCOMPARE(deliveries[0].state, DeliveryState::Sent);
        QCOMPARE(deliveries[0].attempts, 2);
        QCOMPARE(deliveries[0].endedAt, kNow + Duration{9});
        QCOMPARE(deliveries[0].tries.size(), std::size_t{2});
        QCOMPARE(deliveries[0].tries[0].answer, std::string("broken"));
        QCOMPARE(deliveries[0].tries[0].status, 500);
        QVERIFY(deliveries[0].tries[1].succeeded);
        const auto told = store.read(
            [row](store::Connection &connection) { return readToldAlerts(connection, row); });
        QCOMPARE(*told, (std::vector<std::int64_t>{17}));
    }

    void anAttemptThatNobodyClosedIsKnown()
    {
        NotifyStore store;
        QVERIFY(store.enqueue({item(1, "a")}, kNow));
        const std::int64_t row = store.read(readHeads)->front().id;
        QVERIFY(store.write([row](store::WriteContext &context) -> Status {
            const auto begun = beginAttempt(context, row, kNow);
            return begun ? Status(Done{}) : Status(begun.error());
        }));
        QCOMPARE(store.deliveries({})[0].tries[0].answer, std::string("on its way"));
        QVERIFY(store.write(closeInterrupted));
        const auto tries = store.deliveries({})[0].tries;
        QCOMPARE(tries.size(), std::size_t{1});
        QVERIFY(tries[0].answer.find("may have arrived") != std::string::npos);
        QCOMPARE(store.read(readHeads)->front().attempts, 1);
    }

    void aDigestTellsOfAllAndTheirRowsPointToIt()
    {
        NotifyStore store;
        std::vector<OutboxItem> items;
        for (int i = 0; i < 30; ++i)
            items.push_back(item(1, "w" + std::to_string(i), AlertSeverity::Warning, 100 + i));
        items.push_back(item(1, "worst", AlertSeverity::Critical, 99));
        items.push_back(item(2, "other"));
        items.push_back(item(1, "over", AlertSeverity::Critical, 98));
        items.back().message.status = MessageStatus::Resolved;
        QVERIFY(store.enqueue(items, kNow));
        std::int64_t digest = 0;
        const auto make = [&](store::WriteContext &context) -> Status {
            const auto made = makeDigest(context, 1, "c1", kNow);
            digest = made ? *made : -1;
            return made ? Status(Done{}) : Status(made.error());
        };
        QVERIFY(store.write(make));
        QVERIFY(digest > 0);
        const auto heads = store.read(readHeads);
        QCOMPARE(heads->size(), std::size_t{2});
        QVERIFY(heads->at(0).isDigest);
        QCOMPARE(heads->at(0).waiting, std::int64_t{1});
        const Message message = *messageFromJson(heads->at(0).payload);
        QCOMPARE(message.source, std::string("digest"));
        QCOMPARE(message.severity, AlertSeverity::Critical);
        QVERIFY(message.text.starts_with("🔴 title worst (prod)\n🟡 title w0 (prod)"));
        using Fields = std::vector<std::pair<std::string, std::string>>;
        QVERIFY(message.fields
            == (Fields{{"count", "32"}, {"critical", "1"}, {"warning", "30"}, {"resolved", "1"},
                {"clusters", "1"}, {"more", "12"}}));
        const auto told = store.read(
            [digest](store::Connection &connection) { return readToldAlerts(connection, digest); });
        QCOMPARE(told->size(), std::size_t{32});
        int pointing = 0;
        for (const Delivery &delivery : store.deliveries({.channel = 1, .limit = 1'000}))
            pointing += delivery.state == DeliveryState::Digested && delivery.digest == digest;
        QCOMPARE(pointing, 32);
        // There is nothing left to be told; the digest itself is not told again.
        QVERIFY(store.write(make));
        QCOMPARE(digest, std::int64_t{0});
    }

    void deliveriesArePaged()
    {
        NotifyStore store;
        std::vector<OutboxItem> items;
        for (int i = 0; i < 10; ++i)
            items.push_back(item(1 + i % 2, std::to_string(i)));
        QVERIFY(store.enqueue(items, kNow));
        const auto page = store.deliveries({.limit = 4});
        QCOMPARE(page.size(), std::size_t{4});
        QCOMPARE(page.front().title, std::string("title 9"));
        const auto next = store.deliveries({.limit = 4, .beforeId = page.back().id});
        QCOMPARE(next.front().title, std::string("title 5"));
        QCOMPARE(store.deliveries({.channel = 2}).size(), std::size_t{5});
        QVERIFY(store.write([](store::WriteContext &context) {
            return giveUp(context, 2, "the channel was removed", kNow);
        }));
        QCOMPARE(store.deliveries({.channel = 2, .unsentOnly = true}).size(), std::size_t{5});
        QCOMPARE(store.deliveries({.channel = 2})[0].state, DeliveryState::Dead);
        const std::int64_t dead = store.deliveries({.channel = 2})[0].id;
        QVERIFY(store.write(
            [dead](store::WriteContext &context) { return sendAgain(context, dead, kNow); }));
        QCOMPARE(*store.read(countWaiting), std::int64_t{6});
    }

    void theOldGoesAndWhatWaitsStays()
    {
        NotifyStore store;
        QVERIFY(store.enqueue({item(1, "old"), item(2, "old and waiting")}, kNow));
        QVERIFY(store.write(
            [](store::WriteContext &context) { return giveUp(context, 1, "x", kNow); }));
        QVERIFY(store.enqueue({item(1, "new")}, kNow + Duration{1'000}));
        QVERIFY(store.write([](store::WriteContext &context) -> Status {
            const auto swept = sweepOutbox(context, kNow + Duration{500});
            return swept && !*swept ? Status(Done{}) : Status(Error{});
        }));
        const auto left = store.deliveries({});
        QCOMPARE(left.size(), std::size_t{2});
        QCOMPARE(left[0].title, std::string("title new"));
        QCOMPARE(left[1].title, std::string("title old and waiting"));
    }

    void aTitleIsOnlyText()
    {
        NotifyStore store;
        OutboxItem hostile = item(1, "x');DROP TABLE notify_outbox;--");
        hostile.message.title = "');DROP TABLE notify_outbox;--\x01";
        QVERIFY(store.enqueue({hostile}, kNow));
        QVERIFY(store.deliveries({})[0].title.starts_with("');DROP TABLE"));
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
