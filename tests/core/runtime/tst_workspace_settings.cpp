#include "core/runtime/workspace_settings.h"
#include "tests/support/wait_for.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::runtime;

namespace {

constexpr auto kKey = "ui.keys.events.y";

} // namespace

class TestWorkspaceSettings final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = open();
    }
    void cleanup()
    {
        m_settings.reset();
        m_folder.reset();
    }

    void aKeyOfOnesOwnIsALineOfTheFileAndComesBack()
    {
        QVERIFY(set(kKey, "Ctrl+J"));
        QVERIFY(m_settings->text().find("\nevents.y = Ctrl+J\n") != std::string::npos);
        m_settings.reset();
        m_settings = open(); // another day
        QCOMPARE(valueOf(kKey), std::string("Ctrl+J"));
        QCOMPARE(m_settings->current().keys.size(), std::size_t{1});
        QVERIFY(set(kKey, std::nullopt));
        QCOMPARE(valueOf(kKey), std::string());
        QVERIFY(m_settings->current().keys.empty());
    }

    void aBadKeyIsRefusedAndTheOldOneStays()
    {
        QVERIFY(set(kKey, "Ctrl+J"));
        const Status refused = set(kKey, "Hyper+Q");
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
        QVERIFY(!set("ui.keys.events.c", "Ctrl+J")); // has one meaning already
        QCOMPARE(valueOf(kKey), std::string("Ctrl+J"));
        QCOMPARE(valueOf("ui.keys.events.c"), std::string());
    }

    void anImportNamesTheLineOfABadKeyAndTakesNothing()
    {
        QVERIFY(set(kKey, "Ctrl+J"));
        const auto problems = take("[retention]\nevents_days = 9\n[ui.keys]\nevents.y = Enter\n");
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems.front().line, 4);
        QCOMPARE(problems.front().key, std::string(kKey));
        QCOMPARE(valueOf(kKey), std::string("Ctrl+J"));
        QCOMPARE(m_settings->current().retention.eventDays, 30);
    }

    void anExportIsTakenBackWhole()
    {
        QVERIFY(set(kKey, "Ctrl+J"));
        QVERIFY(set("ui.keys.window.g e", "x e"));
        const std::string text = m_settings->text();
        QVERIFY(set(kKey, std::nullopt));
        QVERIFY(take(text).empty());
        QCOMPARE(valueOf(kKey), std::string("Ctrl+J"));
        QCOMPARE(m_settings->current().keys.at("window.g e"), std::string("x e"));
    }

private:
    std::unique_ptr<WorkspaceSettings> open()
    {
        const std::string workspace = m_folder->path().toStdString();
        SettingsOrder order;
        order.files = {settingsFileOf(workspace)};
        return std::make_unique<WorkspaceSettings>(
            order, workspace, config::loadSettings(order.files, {}).settings, std::string());
    }
    Status set(const std::string &key, std::optional<std::string> value)
    {
        return test::waitFor([&](auto done) { m_settings->set(key, std::move(value), done); });
    }
    std::vector<config::LineProblem> take(const std::string &text)
    {
        auto taken = test::waitFor<Result<std::vector<config::LineProblem>>>(
            [&](auto done) { m_settings->takeText(text, done); });
        return taken ? *std::move(taken)
                     : std::vector<config::LineProblem>{{.message = taken.error().message}};
    }
    std::string valueOf(const std::string &key) const
    {
        const auto all = m_settings->list();
        const auto found = std::ranges::find(all, key, &WorkspaceSettings::Shown::key);
        return found == all.end() ? std::string() : found->value;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WorkspaceSettings> m_settings;
};

QTEST_GUILESS_MAIN(TestWorkspaceSettings)
#include "tst_workspace_settings.moc"
