#include "core/notify/verdict.h"
#include "tests/support/corpus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace binnacle;
using namespace binnacle::notify;

namespace {

Verdict verdictOf(ChannelType type, int status, const std::string &body)
{
    return judge(type, {.status = status, .body = body}).verdict;
}

} // namespace

class TestJudgement : public QObject
{
    Q_OBJECT

private slots:
    void theDecisionTableHolds()
    {
        const auto file = test::corpusPath("webhooks/http-status-decision.json");
        if (!file)
            QSKIP(test::kNoCorpus);
        const QJsonArray table
            = QJsonDocument::fromJson(QByteArray::fromStdString(test::readFile(*file))).array();
        QVERIFY(table.size() > 20);
        for (const QJsonValue row : table) {
            const int status = row[0].toInt();
            const QString expected = row[1].toString();
            const Answer answer{
                .status = status, .retryAfter = Duration{7'000}, .redirect = "evil.example"};
            const Judgement judgement = judge(ChannelType::Webhook, answer);
            const Verdict verdict = expected == QLatin1String("ok") ? Verdict::Delivered
                : expected.startsWith(QLatin1String("retry"))       ? Verdict::Retry
                                                                    : Verdict::Refused;
            QVERIFY2(judgement.verdict == verdict, qPrintable(QString::number(status)));
            if (verdict == Verdict::Retry)
                QCOMPARE(judgement.wait, Duration{7'000});
            if (status >= 300 && status < 400)
                QVERIFY(judgement.reason.find("evil.example") != std::string::npos);
            // No provider makes good what the status says is bad.
            for (const ChannelType type :
                {ChannelType::Slack, ChannelType::DingTalk, ChannelType::Feishu}) {
                if (verdict != Verdict::Delivered)
                    QCOMPARE(judge(type, answer).verdict, verdict);
            }
        }
    }

    void slackSaysOkOrNothing()
    {
        QCOMPARE(verdictOf(ChannelType::Slack, 200, "ok"), Verdict::Delivered);
        QCOMPARE(verdictOf(ChannelType::Slack, 200, "ok\n"), Verdict::Delivered);
        QCOMPARE(verdictOf(ChannelType::Slack, 204, "ok"), Verdict::Retry);
        QCOMPARE(verdictOf(ChannelType::Slack, 200, "invalid_payload"), Verdict::Refused);
        QCOMPARE(verdictOf(ChannelType::Slack, 200, "<html>log in</html>"), Verdict::Retry);
        QCOMPARE(verdictOf(ChannelType::Slack, 410, "channel_is_archived"), Verdict::Refused);
        QCOMPARE(verdictOf(ChannelType::Slack, 500, "rollup_error"), Verdict::Retry);
    }

    void twoHundredIsNotEnoughForTheOthers()
    {
        const auto ding
            = [](const std::string &body) { return verdictOf(ChannelType::DingTalk, 200, body); };
        QCOMPARE(ding("{\"errcode\":0,\"errmsg\":\"ok\"}"), Verdict::Delivered);
        QCOMPARE(ding("{\"errcode\":310000,\"errmsg\":\"sign not match\"}"), Verdict::Refused);
        QCOMPARE(ding("{\"errcode\":130101}"), Verdict::Retry);
        QCOMPARE(ding("{\"errcode\":-1}"), Verdict::Retry);
        QVERIFY(judge(ChannelType::DingTalk, {.status = 200, .body = "{\"errcode\":130101}"}).wait
            >= Duration{60'000});
        for (const std::string body :
            {"", "ok", "{}", "[0]", "{\"errcode\":\"0\"}", "{\"errcode\":0", "{\"code\":0}"})
            QVERIFY2(ding(body) == Verdict::Retry, body.c_str());
        const auto feishu
            = [](const std::string &body) { return verdictOf(ChannelType::Feishu, 200, body); };
        QCOMPARE(feishu("{\"code\":0,\"msg\":\"success\"}"), Verdict::Delivered);
        QCOMPARE(feishu("{\"StatusCode\":0,\"StatusMessage\":\"success\"}"), Verdict::Delivered);
        for (const char *code : {"19021", "19022", "19024", "9499"})
            QCOMPARE(feishu(std::string("{\"code\":") + code + "}"), Verdict::Refused);
        QCOMPARE(feishu("{\"code\":11232}"), Verdict::Retry);
        QCOMPARE(feishu("{\"code\":19021,\"StatusCode\":0}"), Verdict::Refused);
        QCOMPARE(feishu("<html>"), Verdict::Retry);
    }

    void withoutAnAnswerItIsTriedAgain()
    {
        for (const ChannelType type : {ChannelType::Slack, ChannelType::Webhook,
                 ChannelType::DingTalk, ChannelType::Feishu, ChannelType::Email}) {
            const Judgement judgement = judge(type, {.failure = "Connection refused"});
            QCOMPARE(judgement.verdict, Verdict::Retry);
            QCOMPARE(judgement.reason, std::string("Connection refused"));
            // It closed in the middle of an answer that began well.
            QCOMPARE(judge(type, {.status = 200, .body = "ok", .failure = "closed"}).verdict,
                Verdict::Retry);
            QCOMPARE(judge(type, {.failure = "no", .isBlocked = true}).verdict, Verdict::Refused);
        }
    }

    void mailServersTellByTheirCode()
    {
        const auto mail = [](int status) {
            return judge(ChannelType::Email, {.status = status, .failure = "x"}).verdict;
        };
        QCOMPARE(judge(ChannelType::Email, {.status = 250}).verdict, Verdict::Delivered);
        QCOMPARE(mail(550), Verdict::Refused);
        QCOMPARE(mail(535), Verdict::Refused);
        QCOMPARE(mail(451), Verdict::Retry);
        QCOMPARE(mail(250), Verdict::Retry); // no STARTTLS after its hello
    }

    void theLedgerHoldsNoSecret()
    {
        const std::vector<std::string> secrets{
            "https://hooks.slack.com/services/T0001/B0002/x9Kfmq2planted", "pl4nted-secret"};
        const std::string body
            = "{\"echo\":\"https://hooks.slack.com/services/T0001/B0002/"
              "x9Kfmq2planted\",\"path\":\"/services/T0001/B0002/x9Kfmq2planted\","
              "\"j\":\"\\/services\\/T0001\\/B0002\\/x9Kfmq2planted\","
              "\"last\":\"x9Kfmq2planted\",\"key\":\"pl4nted-secret\","
              "\"auth\":\"Bearer abcdef\"}";
        const std::string text = shownAnswer({.status = 200, .body = body}, secrets);
        QVERIFY2(text.find("planted") == std::string::npos, text.c_str());
        QVERIFY(text.find("pl4nted") == std::string::npos);
        QVERIFY(text.find("abcdef") == std::string::npos);
        QVERIFY(text.starts_with("{\"echo\":\""));
        const std::string noise
            = shownAnswer({.body = "a\r\nb\x1b[2J" + std::string(9'000, 'x')}, {});
        QVERIFY(noise.size() <= 500);
        QVERIFY(noise.find_first_of("\r\n\x1b") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestJudgement)
#include "tst_judgement.moc"
