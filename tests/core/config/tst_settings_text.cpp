#include "core/config/setting_keys.h"
#include "core/config/settings_text.h"

#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::config;

class TestSettingsText final : public QObject
{
    Q_OBJECT

private slots:
    void everyDefaultTextIsTheDefault();
    void theTextOfNothingSetsNothing();
    void whatIsWrittenIsReadBack();
    void aBadValueIsNamedWithItsLineAndNothingIsTaken();
    void valuesThatContradictEachOtherAreRefused();
    void everySettingIsExplained();
};

void TestSettingsText::everyDefaultTextIsTheDefault()
{
    for (const SettingKey &key : settingKeys()) {
        Settings settings;
        const Status taken = key.apply(settings, key.defaultText);
        QVERIFY2(taken.has_value(), std::string(key.name).c_str());
        QVERIFY2(settings == Settings{}, std::string(key.name).c_str());
    }
}

void TestSettingsText::theTextOfNothingSetsNothing()
{
    const ReadSettings read = readSettingsText(settingsText({}));
    QVERIFY(read.problems.empty());
    QVERIFY(read.values.empty());
}

void TestSettingsText::whatIsWrittenIsReadBack()
{
    const SettingTexts set{{"retention.events_days", "90"}, {"gateway.listen", "[::1]:9000"},
        {"agents.tls_key", "/etc/keys #1/a;b.pem"}, {"ui.language", "zh_CN"},
        {"agents.tokens.prod-eu", std::string(64, 'a')}};
    const ReadSettings read = readSettingsText(settingsText(set));
    // A key without its certificate contradicts itself; everything else is as it was.
    QCOMPARE(read.problems.size(), std::size_t{1});
    QCOMPARE(read.problems.front().key, std::string("agents.tls_certificate"));
    QVERIFY(read.values == set);
    const Settings settings = applied({}, read.values);
    QCOMPARE(settings.retention.eventDays, 90);
    QCOMPARE(settings.gateway.server.port, std::uint16_t{9000});
    QCOMPARE(settings.agents.server.keyFile, std::string("/etc/keys #1/a;b.pem"));
    QVERIFY(settings.agents.tokenHashes.contains("prod-eu"));
}

void TestSettingsText::aBadValueIsNamedWithItsLineAndNothingIsTaken()
{
    const ReadSettings read = readSettingsText(
        "[retention]\nevents_days = 9\n\n[retention]\nevents_per_cluster = many\nno_such = 1\n");
    QCOMPARE(read.problems.size(), std::size_t{2});
    QCOMPARE(read.problems[0].line, 5);
    QCOMPARE(read.problems[0].key, std::string("retention.events_per_cluster"));
    QVERIFY(read.problems[0].message.find("whole number") != std::string::npos);
    QCOMPARE(read.problems[1].line, 6);
}

void TestSettingsText::valuesThatContradictEachOtherAreRefused()
{
    const ReadSettings read = readSettingsText("[gateway]\nlisten = 0.0.0.0:8080\n");
    QCOMPARE(read.problems.size(), std::size_t{1});
    QCOMPARE(read.problems.front().line, 0);
    QVERIFY(read.problems.front().message.find("other machines") != std::string::npos);
}

void TestSettingsText::everySettingIsExplained()
{
    for (const SettingKey &key : settingKeys()) {
        QVERIFY2(key.help.size() > 10 && key.help.ends_with('.'), std::string(key.name).c_str());
        const auto same = std::ranges::count(settingKeys(), key.name, &SettingKey::name);
        QCOMPARE(same, 1);
    }
}

QTEST_APPLESS_MAIN(TestSettingsText)
#include "tst_settings_text.moc"
