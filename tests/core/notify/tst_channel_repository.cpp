#include "tests/core/notify/notify_fixture.h"
#include "tests/support/results.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace binnacle;
using namespace binnacle::notify;
using namespace binnacle::test;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000);

Channel mail(const std::string &name = "on call")
{
    return {.type = ChannelType::Email,
        .name = name,
        .isEnabled = true,
        .config = "{\"smtp_host\":\"mail.example.com\",\"smtp_port\":587,"
                  "\"smtp_user\":\"alerts@example.com\",\"smtp_password\":\"pl4nted-p4ssword\","
                  "\"to_addresses\":[\"a@example.com\"]}",
        .clusters = {{"prod"}, {"test"}},
        .language = "zh"};
}

} // namespace

class TestChannelRepository : public QObject
{
    Q_OBJECT

private slots:
    void aChannelIsThereAgainMasked()
    {
        NotifyStore store;
        const auto id = store.save(mail(), kNow);
        QVERIFY(id);
        store.reopen();
        const auto channels = store.channels();
        QCOMPARE(channels.size(), std::size_t{1});
        const Channel &channel = channels[0];
        QCOMPARE(channel.id, *id);
        QVERIFY(channel.isEffective());
        QCOMPARE(channel.clusters.size(), std::size_t{2});
        QCOMPARE(channel.language, std::string("zh"));
        QVERIFY(channel.config.find("pl4nted") == std::string::npos);
        QVERIFY(channel.config.find("\"smtp_password\":\"********\"") != std::string::npos);
        const auto open = store.read([&](store::Connection &connection) {
            return readOpenChannels(connection, store.seal());
        });
        QCOMPARE(open->front().config.smtpPassword, std::string("pl4nted-p4ssword"));
    }

    void withoutTheKeyItIsKnownWhomToTellAndNoSecret()
    {
        NotifyStore store;
        const auto id = store.save(mail(), kNow);
        QVERIFY(id);
        const auto sealed = store.read(
            [](store::Connection &connection) { return readSealedChannels(connection); });
        QVERIFY(sealed);
        QCOMPARE(sealed->size(), std::size_t{1});
        const Channel &channel = sealed->front();
        const Channel known = store.channels()[0];
        QCOMPARE(channel.id, *id);
        QVERIFY(channel.isEffective());
        QCOMPARE(channel.minSeverity, known.minSeverity);
        QCOMPARE(channel.clusters, known.clusters);
        QVERIFY(channel.config.find("\"smtp_password\":\"********\"") != std::string::npos);
    }

    void nothingOfASecretIsOnTheDisk()
    {
        NotifyStore store;
        QVERIFY(store.save(mail(), kNow));
        QVERIFY(store.save({.type = ChannelType::Slack,
                               .name = "slack",
                               .config = "{\"webhook_url\":"
                                         "\"https://hooks.slack.com/services/pl4nted\"}"},
            kNow));
        int files = 0;
        QDirIterator it(QString::fromStdString(store.directory()), QDir::Files);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("pl4nted"), qPrintable(file.fileName()));
            ++files;
        }
        QVERIFY(files >= 2);
    }

    void savingWhatWasShownChangesNoSecret()
    {
        NotifyStore store;
        QVERIFY(store.save(mail(), kNow));
        Channel edited = store.channels()[0];
        edited.name = "renamed";
        QVERIFY(store.save(edited, kNow + Duration{1}));
        const auto open = store.read([&](store::Connection &connection) {
            return readOpenChannels(connection, store.seal());
        });
        QCOMPARE(open->front().config.smtpPassword, std::string("pl4nted-p4ssword"));
        QCOMPARE(open->front().channel.name, std::string("renamed"));
    }

    void whatIsIncompleteIsStoredAndNotEffective()
    {
        NotifyStore store;
        QVERIFY(store.save({.type = ChannelType::Slack, .name = "s", .isEnabled = true}, kNow));
        const Channel channel = store.channels()[0];
        QVERIFY(!channel.isEffective());
        QCOMPARE(channel.problems, (std::vector<std::string>{"webhook_url is missing"}));
    }

    void whatIsWrongIsRefusedWithItsKey()
    {
        NotifyStore store;
        const auto refusal = [&store](Channel channel) {
            channel.name = "x";
            const auto saved = store.save(channel, kNow);
            return codeOf(saved) == ErrorCode::InvalidArgument ? saved.error().message
                                                               : std::string("stored");
        };
        QVERIFY(refusal({.type = ChannelType::Webhook,
                            .config = "{\"url\":\"gopher://127.0.0.1:6379/_FLUSHALL\"}"})
                    .starts_with("url "));
        QVERIFY(refusal({.type = ChannelType::Slack,
                            .config = "{\"webhook_url\":\"http://hooks.slack.com/s\"}"})
                    .starts_with("webhook_url "));
        QVERIFY(refusal({.language = "xx"}).starts_with("language "));
        QVERIFY(refusal({.templateText = "{{nothing}}"}).starts_with("template "));
        QCOMPARE(codeOf(store.save({.name = ""}, kNow)), ErrorCode::InvalidArgument);
        QCOMPARE(codeOf(store.save({.name = "a\nb"}, kNow)), ErrorCode::InvalidArgument);
        QVERIFY(store.channels().empty());
    }

    void twoWhoEditAreToldApart()
    {
        NotifyStore store;
        QVERIFY(store.save(mail(), kNow));
        const Channel seen = store.channels()[0];
        Channel mine = seen;
        mine.isEnabled = false;
        QVERIFY(store.save(mine, kNow + Duration{1}));
        QCOMPARE(codeOf(store.save(seen, kNow + Duration{2})), ErrorCode::Conflict);
        QCOMPARE(codeOf(store.save(mail(), kNow)), ErrorCode::Conflict); // the name
        Channel gone = seen;
        gone.id = 4711;
        gone.name = "gone";
        QCOMPARE(codeOf(store.save(gone, kNow)), ErrorCode::NotFound);
        Channel other = store.channels()[0];
        other.type = ChannelType::Webhook;
        other.config = "{\"url\":\"https://example.com\"}";
        QCOMPARE(codeOf(store.save(other, kNow)), ErrorCode::InvalidArgument);
    }

    void aSecretThatCannotBeUnsealedIsAProblemAndCanBeMended()
    {
        NotifyStore store;
        QVERIFY(store.save(mail(), kNow));
        QVERIFY(QFile::remove(
            QString::fromStdString(store.directory() + "/notify.key"))); // and a new one is made
        store.reopen();
        Channel channel = store.channels()[0];
        QCOMPARE(channel.problems.size(), std::size_t{1});
        QVERIFY(channel.problems[0].starts_with("smtp_password: "));
        QVERIFY(!channel.isEffective());
        QCOMPARE(codeOf(store.save(channel, kNow)), ErrorCode::InvalidArgument);
        channel.config.replace(channel.config.find("********"), 8, "given again");
        QVERIFY(store.save(channel, kNow + Duration{1}));
        QVERIFY(store.channels()[0].isEffective());
    }

    void aSealedSecretCannotBeMovedToAnotherChannel()
    {
        NotifyStore store;
        QVERIFY(store.save(mail("a"), kNow));
        QVERIFY(store.save(mail("b"), kNow));
        QVERIFY(store.write([](store::WriteContext &context) {
            return context.connection.executeScript(
                "UPDATE notify_channels SET config = (SELECT config FROM notify_channels WHERE "
                "name = 'a') WHERE name = 'b'");
        }));
        const auto channels = store.channels();
        QVERIFY(channels[0].problems.empty());
        QVERIFY(!channels[1].problems.empty());
    }

    void whatWaitsForARemovedChannelIsDead()
    {
        NotifyStore store;
        const auto id = store.save(mail(), kNow);
        QVERIFY(store.enqueue({{.channel = *id, .channelName = "on call", .key = "a"}}, kNow));
        QVERIFY(store.write(
            [&id](store::WriteContext &context) { return removeChannel(context, *id, kNow); }));
        QVERIFY(store.channels().empty());
        QCOMPARE(store.deliveries({})[0].state, DeliveryState::Dead);
        QCOMPARE(codeOf(store.write([&id](store::WriteContext &context) {
            return removeChannel(context, *id, kNow);
        })),
            ErrorCode::NotFound);
    }

    void theLastTestIsKept()
    {
        NotifyStore store;
        const auto id = store.save(mail(), kNow);
        QVERIFY(store.write([&id](store::WriteContext &context) {
            return saveChannelTest(context, *id, {.succeeded = true, .response = "250 ok"}, kNow);
        }));
        const Channel channel = store.channels()[0];
        QVERIFY(channel.lastTestSucceeded);
        QCOMPARE(channel.lastTestAt, kNow);
        QCOMPARE(channel.lastTestMessage, std::string("250 ok"));
    }
};

QTEST_GUILESS_MAIN(TestChannelRepository)
#include "tst_channel_repository.moc"
