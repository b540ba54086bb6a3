#include "core/notify/target_policy.h"
#include "tests/support/corpus.h"

#include <QJsonObject>
#include <QTest>

using namespace binnacle;
using namespace binnacle::notify;

namespace {

enum class Decision { Rejected, Blocked, Accepted };

Decision decide(ChannelType type, const std::string &url, const AllowedHosts &allowed = {})
{
    const auto target = parseTarget(url);
    if (!target)
        return Decision::Rejected;
    if (!checkHost(*target, allowed))
        return Decision::Blocked;
    return checkProvider(type, *target, allowed) ? Decision::Accepted : Decision::Rejected;
}

// The kind of channel that somebody would enter it for.
ChannelType typeFor(const std::string &url)
{
    if (url.find("slck") != std::string::npos || url.find("slack") != std::string::npos)
        return ChannelType::Slack;
    if (url.find("dingtalk") != std::string::npos)
        return ChannelType::DingTalk;
    return url.find("lark") != std::string::npos ? ChannelType::Feishu : ChannelType::Webhook;
}

NetworkAddress::Reach reachOf(const char *address)
{
    return NetworkAddress::from(address)->reach();
}

} // namespace

class TestTargetPolicy : public QObject
{
    Q_OBJECT

private slots:
    void theCorpusIsDecidedAsItSays()
    {
        const auto file = test::corpusPath("security/ssrf-urls.jsonl");
        if (!file)
            QSKIP(test::kNoCorpus);
        int checked = 0;
        for (const QJsonObject &object : test::readJsonLines(*file)) {
            const std::string url = object[QLatin1String("url")].toString().toStdString();
            const std::string expect = object[QLatin1String("expect")].toString().toStdString();
            if (url.empty() || url.starts_with("DNS:")) // tst_transfer does that one
                continue;
            ++checked;
            for (const ChannelType type : {typeFor(url), ChannelType::Webhook}) {
                const Decision decision = decide(type, url);
                if (expect == "accept")
                    QVERIFY2(decision == Decision::Accepted, url.c_str());
                else if (expect.starts_with("reject"))
                    QVERIFY2(decision == Decision::Rejected, url.c_str());
                else
                    QVERIFY2(decision != Decision::Accepted, url.c_str());
            }
            if (expect.find("allow-list") == std::string::npos)
                continue;
            const std::string host = parseTarget(url)->host;
            QCOMPARE(decide(ChannelType::Webhook, url, {{host}}), Decision::Accepted);
            QCOMPARE(decide(ChannelType::Webhook, url, {{"10.0.0.0/8"}}), Decision::Blocked);
        }
        QVERIFY(checked >= 25);
    }

    void metadataCannotBeAllowed_data()
    {
        QTest::addColumn<QString>("host");
        for (const char *host : {"169.254.169.254", "192.0.0.192", "metadata.google.internal",
                 "100.100.100.200", "[fd00:ec2::254]", "[::ffff:169.254.169.254]",
                 "[64:ff9b::a9fe:a9fe]", "2852039166", "0xa9fea9fe", "168.63.129.16"})
            QTest::newRow(host) << QString::fromLatin1(host);
    }
    void metadataCannotBeAllowed()
    {
        QFETCH(QString, host);
        const std::string url = "http://" + host.toStdString() + "/latest";
        const auto target = parseTarget(url);
        QVERIFY(target);
        QCOMPARE(decide(ChannelType::Webhook, url, {{target->host, host.toStdString()}}),
            Decision::Blocked);
    }

    void addressesThatCarryAnotherOneAreJudgedByIt()
    {
        using Reach = NetworkAddress::Reach;
        QCOMPARE(reachOf("::ffff:10.0.0.1"), Reach::Private);
        QCOMPARE(reachOf("::7f00:1"), Reach::Loopback);
        QCOMPARE(reachOf("2002:7f00:1::"), Reach::Loopback);
        QCOMPARE(reachOf("2001:0:1:2:3:4:f5ff:fffe"), Reach::Private); // Teredo of 10.0.0.1
        QCOMPARE(reachOf("64:ff9b::808:808"), Reach::Public);
        QCOMPARE(reachOf("fe80::1%eth0"), Reach::Never);
        QCOMPARE(reachOf("ff02::1"), Reach::Never);
        QCOMPARE(reachOf("::"), Reach::Loopback);
        QCOMPARE(reachOf("255.255.255.255"), Reach::Never);
        QCOMPARE(reachOf("100.127.255.255"), Reach::Private);
        QCOMPARE(reachOf("100.128.0.0"), Reach::Public);
        QCOMPARE(reachOf("172.15.255.255"), Reach::Public);
        QCOMPARE(reachOf("2606:4700::1111"), Reach::Public);
        QVERIFY(!NetworkAddress::from("example.com"));
    }

    void aPortCanBePartOfWhatIsAllowed()
    {
        const AllowedHosts allowed{{"10.1.2.3:8443"}};
        QCOMPARE(
            decide(ChannelType::Webhook, "https://10.1.2.3:8443/x", allowed), Decision::Accepted);
        QCOMPARE(decide(ChannelType::Webhook, "https://10.1.2.3/x", allowed), Decision::Blocked);
        QCOMPARE(
            decide(ChannelType::Webhook, "http://[::1]:81/", {{"[::1]:81"}}), Decision::Accepted);
    }

    void aProvidersChannelLeadsToTheProvider()
    {
        const std::string slack = "https://hooks.slack.com/services/T/B/X";
        QCOMPARE(decide(ChannelType::Slack, slack), Decision::Accepted);
        QCOMPARE(decide(ChannelType::DingTalk, slack), Decision::Rejected);
        QCOMPARE(decide(ChannelType::Slack, "https://example.com/hook"), Decision::Rejected);
        QCOMPARE(decide(ChannelType::Slack, "https://example.com/hook", {{"example.com"}}),
            Decision::Accepted);
        QCOMPARE(decide(ChannelType::Webhook, "https://example.com/hook"), Decision::Accepted);
    }

    void hostsAreComparedAsTheyAreMeant()
    {
        QCOMPARE(parseTarget("https://EXAMPLE.com.:8443/x")->host, std::string("example.com"));
        QCOMPARE(parseTarget("https://example.com")->port, std::uint16_t{443});
        QCOMPARE(parseTarget("http://[2001:DB8::1]/")->host, std::string("2001:db8::1"));
        for (const char *bad : {"https://", "https:///x", "http://a b/", "http://a\tb/",
                 "http://user@host/", "http://@host/", "http://host:99999/", "ftp://host/",
                 "javascript:alert(1)", "http://h%6fst@x/", "", "https", "http://h\xc3\xb6st/"})
            QVERIFY2(!parseTarget(bad), bad);
        QVERIFY(checkHostName("mail.example.com"));
        QVERIFY(checkHostName("[::1]:25"));
        for (const char *bad : {"", "10.0.0.0/8", "*.example.com", "a b", "a\nb"})
            QVERIFY2(!checkHostName(bad), bad);
    }
};

QTEST_GUILESS_MAIN(TestTargetPolicy)
#include "tst_target_policy.moc"
