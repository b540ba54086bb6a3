#include "core/config/ini_reader.h"
#include "core/config/setting_keys.h"
#include "core/config/settings.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace binnacle;
using namespace binnacle::config;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const std::string kHash(64, 'a');

QString described(const std::vector<SettingProblem> &problems)
{
    QStringList lines;
    for (const SettingProblem &problem : problems) {
        lines << QString::fromStdString(
            problem.key + " | " + problem.source + " | " + problem.message);
    }
    return lines.join(u'\n');
}

bool names(const std::vector<SettingProblem> &problems, std::string_view key)
{
    return std::any_of(problems.begin(), problems.end(),
        [key](const SettingProblem &problem) { return problem.key == key; });
}

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private slots:
    void defaultsAreValid()
    {
        const LoadedSettings loaded = loadSettings({}, {});
        QCOMPARE(described(loaded.problems), QString());
        QCOMPARE(described(validate(loaded.settings)), QString());
        QCOMPARE(loaded.settings.agents.server.address, std::string("127.0.0.1"));
        QCOMPARE(loaded.settings.agents.server.port, std::uint16_t{8081});
        QCOMPARE(loaded.settings.agents.pollHold, Duration(25s));
    }

    void missingFilesAreFine()
    {
        const LoadedSettings loaded = loadSettings({path("none.ini")}, {});
        QCOMPARE(described(loaded.problems), QString());
    }

    void readsEverySection()
    {
        const LoadedSettings loaded = loadSettings(
            {written("all.ini",
                "\xEF\xBB\xBF# all of it\r\n"
                "[agents]\n"
                "listen = [::1]:9000   ; where\n"
                "poll_hold=20s\noffline_after = 1m\nsnapshot_interval=15s\nrequire_token = yes\n"
                "tls_certificate = \"/etc/a #1.pem\"\ntls_key=/etc/a.key\n"
                "allowed_hosts = ops.example.com, hub.local\nthreads=4\n"
                "[agents.tokens]\nprod-eu = "
                    + kHash
                    + "\n"
                      "[agents.limits]\nbody = 32MiB\nhead=64KiB\nconnections=500\n"
                      "connections_per_address = 50\nhead_timeout=5s\n"
                      "[retention]\nevents_days = 14\nevents_per_cluster=200000\nsweep_every=30m\n"
                      "[ui]\nlanguage = zh_CN\n")},
            {});
        QCOMPARE(described(loaded.problems), QString());
        const Settings &settings = loaded.settings;
        QCOMPARE(settings.agents.server.address, std::string("::1"));
        QCOMPARE(settings.agents.server.port, std::uint16_t{9000});
        QCOMPARE(settings.agents.server.threads, 4);
        QCOMPARE(settings.agents.server.certificateFile, std::string("/etc/a #1.pem"));
        QCOMPARE(settings.agents.server.keyFile, std::string("/etc/a.key"));
        QCOMPARE(settings.agents.server.allowedHosts,
            (std::vector<std::string>{"ops.example.com", "hub.local"}));
        QCOMPARE(settings.agents.server.limits.bodyBytes, std::size_t{32} << 20);
        QCOMPARE(settings.agents.server.limits.headBytes, std::size_t{64} << 10);
        QCOMPARE(settings.agents.server.limits.connections, std::size_t{500});
        QCOMPARE(settings.agents.server.limits.headTimeout, Duration(5s));
        QCOMPARE(settings.agents.pollHold, Duration(20s));
        QCOMPARE(settings.agents.agentOfflineAfter, Duration(60s));
        QCOMPARE(settings.agents.snapshotInterval, Duration(15s));
        QVERIFY(settings.agents.requireToken);
        QCOMPARE(settings.agents.tokenHashes.at("prod-eu"), kHash);
        QCOMPARE(settings.retention.eventDays, 14);
        QCOMPARE(settings.retention.eventsPerCluster, std::int64_t{200'000});
        QCOMPARE(settings.retention.sweepEvery, Duration(30min));
        QCOMPARE(settings.language, std::string("zh_CN"));
        QCOMPARE(described(validate(settings)), QString());
    }

    void laterSourcesWin()
    {
        const std::string system
            = written("system.ini", "[agents]\npoll_hold=10s\n[retention]\nevents_days=7\n");
        const std::string user
            = written("user.ini", "[agents]\npoll_hold=11s\nlisten=127.0.0.1:1\n");
        const LoadedSettings files = loadSettings({system, user}, {});
        QCOMPARE(files.settings.agents.pollHold, Duration(11s));
        QCOMPARE(files.settings.retention.eventDays, 7);

        const LoadedSettings all = loadSettings({system, user},
            {{"MASTER_TIMEOUT_COMMAND_POLL", "12s"}, {"MASTER_EVENT_RETENTION_DAYS", "8"},
                {"BINNACLE_RETENTION_EVENTS_DAYS", "9"}, {"MASTER_AGENTSDK_PORT", "9999"},
                {"AGENT_SNAPSHOT_INTERVAL", "20s"}, {"PATH", "/bin"}, {"BINNACLE_CORPUS", "x"}});
        QCOMPARE(described(all.problems), QString());
        QCOMPARE(all.settings.agents.pollHold, Duration(12s));
        QCOMPARE(all.settings.retention.eventDays, 9);
        QCOMPARE(all.settings.agents.server.port, std::uint16_t{9999});
        QCOMPARE(all.settings.agents.snapshotInterval, Duration(20s));
    }

    void everyKeyHasItsEnvironmentName()
    {
        QCOMPARE(environmentName("agents.limits.body_timeout"),
            std::string("BINNACLE_AGENTS_LIMITS_BODY_TIMEOUT"));
        for (const SettingKey &key : settingKeys()) {
            const std::string name = environmentName(key.name);
            const LoadedSettings loaded = loadSettings({}, {{name, "\x01 not a value"}});
            const bool takesAnyText = key.name.ends_with(".tls_certificate")
                || key.name.ends_with(".tls_key") || key.name.ends_with(".allowed_hosts");
            QVERIFY2(takesAnyText == loaded.problems.empty(), name.c_str());
            if (!takesAnyText) {
                QCOMPARE(loaded.problems.front().key, std::string(key.name));
                QCOMPARE(loaded.problems.front().source, name);
            }
        }
    }

    void aBadValueLeavesTheOneBefore_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("message"); // part of it
        QTest::newRow("hold too long") << u"poll_hold=60s"_s << u"from 5s to 55s"_s;
        QTest::newRow("no unit") << u"poll_hold=25"_s << u"not \"25\""_s;
        QTest::newRow("overflow") << u"poll_hold=9999999999w9999999999w"_s << u"from 5s"_s;
        QTest::newRow("no port") << u"listen=127.0.0.1"_s << u"ADDRESS:PORT"_s;
        QTest::newRow("port too big") << u"listen=127.0.0.1:65536"_s << u"the port"_s;
        QTest::newRow("bare IPv6") << u"listen=::1:80"_s << u"[::1]:8081"_s;
        QTest::newRow("flag") << u"require_token=maybe"_s << u"true or false"_s;
        QTest::newRow("unknown") << u"pol_hold=25s"_s << u"poll_hold"_s;
        QTest::newRow("no value") << u"poll_hold"_s << u"key = value"_s;
        QTest::newRow("bad section") << u"[agents"_s << u"[name]"_s;
        QTest::newRow("size") << u"[agents.limits]\nbody=1KiB"_s << u"65536 to"_s;
        QTest::newRow("size overflow") << u"[agents.limits]\nbody=99999999999GiB"_s << u"a size"_s;
        QTest::newRow("days") << u"[retention]\nevents_days=0"_s << u"from 1 to 3650"_s;
        QTest::newRow("language") << u"[ui]\nlanguage=fr"_s << u"zh_CN"_s;
        QTest::newRow("token") << u"[agents.tokens]\nprod=secret"_s << u"SHA-256"_s;
        QTest::newRow("cluster") << u"[agents.tokens]\na b=0"_s << u"cluster id"_s;
        QTest::newRow("section") << u"[agent]\nlisten=x"_s << u"sections are"_s;
    }

    void aBadValueLeavesTheOneBefore()
    {
        QFETCH(QString, line);
        QFETCH(QString, message);
        const std::string good = "[agents]\nlisten=127.0.0.1:7\npoll_hold=7s\n";
        const std::string file = written("bad.ini", good + line.toStdString() + '\n');
        const LoadedSettings loaded = loadSettings({file}, {});
        QCOMPARE(loaded.problems.size(), std::size_t{1});
        const SettingProblem &problem = loaded.problems.front();
        const auto lineNumber = std::to_string(4 + line.count(u'\n'));
        QCOMPARE(problem.source, file + ':' + lineNumber);
        QVERIFY2(
            QString::fromStdString(problem.message).contains(message), problem.message.c_str());
        QVERIFY(problem.message.find("secret") == std::string::npos);
        QCOMPARE(loaded.settings.agents.server.port, std::uint16_t{7});
        QCOMPARE(loaded.settings.agents.pollHold, Duration(7s));
        QCOMPARE(loaded.settings.agents.server.limits.bodyBytes, std::size_t{16} << 20);
    }

    void saysWhenAFileCannotBeRead()
    {
        QVERIFY(QDir(m_folder.path()).mkpath(u"folder.ini"_s));
        const LoadedSettings folder = loadSettings({path("folder.ini")}, {});
        QCOMPARE(folder.problems.size(), std::size_t{1});
        const LoadedSettings big
            = loadSettings({written("big.ini", std::string((1U << 20) + 1, '#'))}, {});
        QCOMPARE(big.problems.size(), std::size_t{1});
        QVERIFY(big.problems.front().message.find("1 MiB") != std::string::npos);
    }

    void reportsVariablesThatLookLikeOurs()
    {
        const LoadedSettings loaded = loadSettings({}, {{"BINNACLE_AGENTS_LISTENS", "x"}});
        QCOMPARE(loaded.problems.size(), std::size_t{1});
        QCOMPARE(loaded.problems.front().source, std::string("BINNACLE_AGENTS_LISTENS"));
    }

    void offLoopbackNeedsTlsAndTokens()
    {
        Settings settings;
        for (const std::string address : {"127.0.0.1", "127.8.8.8", "::1", "localhost"}) {
            settings.agents.server.address = address;
            QVERIFY2(validate(settings).empty(), address.c_str());
        }
        for (const std::string address : {"0.0.0.0", "::", "10.0.0.5", "127.example.com"}) {
            settings.agents.server.address = address;
            const auto problems = validate(settings);
            QVERIFY2(names(problems, "agents.listen"), address.c_str());
            QVERIFY2(names(problems, "agents.require_token"), address.c_str());
        }
        settings.agents.server.certificateFile = "a.pem";
        QVERIFY(names(validate(settings), "agents.tls_key"));
        settings.agents.server.keyFile = "a.key";
        settings.agents.requireToken = true;
        QVERIFY(names(validate(settings), "agents.tokens"));
        settings.agents.tokenHashes["prod"] = kHash;
        QCOMPARE(described(validate(settings)), QString());
    }

    void checksWhatDependsOnSeveralSettings()
    {
        Settings settings;
        settings.agents.pollHold = 4s;
        QVERIFY(names(validate(settings), "agents.poll_hold"));
        settings = {};
        settings.agents.snapshotInterval = 30s;
        QVERIFY(names(validate(settings), "agents.offline_after"));
        settings = {};
        settings.agents.server.limits.connections = 10;
        QVERIFY(names(validate(settings), "agents.limits.connections_per_address"));
        settings = {};
        settings.agents.server.limits.bodyIdleTimeout = 120s;
        QVERIFY(names(validate(settings), "agents.limits.body_idle_timeout"));
        settings = {};
        settings.retention = {.eventDays = 0, .eventsPerCluster = 0, .sweepEvery = 0s};
        QCOMPARE(validate(settings).size(), std::size_t{3});
    }

private:
    std::string path(const char *name) const
    {
        return m_folder.filePath(QString::fromUtf8(name)).toStdString();
    }

    std::string written(const char *name, const std::string &text) const
    {
        QFile file(QString::fromStdString(path(name)));
        if (!file.open(QIODevice::WriteOnly)
            || file.write(text.data(), static_cast<qint64>(text.size())) < 0)
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return path(name);
    }

    QTemporaryDir m_folder;
};

QTEST_APPLESS_MAIN(TestSettings)
#include "tst_settings.moc"
