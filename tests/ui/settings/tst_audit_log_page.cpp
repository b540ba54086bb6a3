#include "tests/support/fake_access_desk.h"
#include "ui/settings/audit_filter.h"
#include "ui/settings/audit_log_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/time_selection.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestAuditLogPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_time = std::make_unique<TimeSelection>(); // the last six hours hold all entries
        m_access = std::make_unique<fake::AccessDesk>();
        m_page = std::make_unique<AuditLogPage>(*m_access, *m_time);
        m_page->resize(1000, 500);
        m_page->show();
    }

    void cleanup() { m_page.reset(); }

    void onlyThePageInViewIsFetchedAndTheNextWhenScrolled()
    {
        QTRY_COMPARE(model().rowCount(), AuditLogPage::kPageRows);
        QCOMPARE(m_access->queries.size(), std::size_t(1));
        QVERIFY(m_page->countText().contains(u"100 of 450"_s));
        table().scrollToBottom();
        QTRY_COMPARE(model().rowCount(), 2 * AuditLogPage::kPageRows);
        QCOMPARE(m_access->queries.back().offset, std::int64_t(100));
        // The same question: entries made meanwhile do not move the pages.
        QCOMPARE(m_access->queries.back().range, m_access->queries.front().range);
    }

    void aNewEntryBetweenTwoPagesShowsNothingTwice()
    {
        QTRY_COMPARE(model().rowCount(), 100);
        AuditEntry late = m_access->entries.front();
        late.id = 9'999;
        late.at = m_access->queries.front().range.to + std::chrono::seconds(1);
        m_access->entries.insert(m_access->entries.begin(), late);
        model().fetchMore({});
        QTRY_COMPARE(model().rowCount(), 200);
        QVERIFY(rowAt(99).id != rowAt(100).id);
        QCOMPARE(rowAt(100).id, rowAt(99).id - 1);
    }

    void wordsActionAndTimeNarrowIt()
    {
        const QAbstractItemModelTester tester(&model());
        QTRY_COMPARE(model().rowCount(), 100);
        QTest::keyClicks(filter().focusProxy(), u"commands"_s);
        QTRY_VERIFY(m_page->countText().contains(u"match"_s));
        QVERIFY(std::ranges::all_of(model().rows(), [](const AuditEntry &entry) {
            return (entry.resource + entry.requestBody + entry.errorMessage).find("commands")
                != std::string::npos;
        }));
        QVERIFY(filter().applyText(u"action = execute and not success"_s));
        QTRY_COMPARE(m_access->queries.back().action, std::optional(AuditAction::Execute));
        QVERIFY(!filter().applyText(u"acton = execute"_s));
        QVERIFY(filter().message().contains(u"action"_s));
        QCOMPARE(m_access->queries.back().action, std::optional(AuditAction::Execute)); // stays
        m_page->findChild<QCheckBox *>(u"auditAllTimes"_s)->setChecked(true);
        QVERIFY(!isKnown(m_access->queries.back().range.from));
        QVERIFY(m_page->escape());
        QVERIFY(!m_access->queries.back().action);
    }

    void pagesAreReadUntilARareEntryIsFound()
    {
        QTRY_COMPARE(model().rowCount(), 100);
        m_access->entries.back().username = "zoe";
        QVERIFY(filter().applyText(u"user = zoe"_s));
        QTRY_COMPARE(model().rowCount(), 1); // the oldest
        QCOMPARE(m_page->countText(), u"1 of 450 entries match"_s);
        QVERIFY(filter().applyText(u"user = nobody"_s));
        QTRY_COMPARE(m_page->findChild<StatePanel *>()->title(), u"No entry matches"_s);
    }

    void nothingInTheTimeOffersAllTimes()
    {
        m_time->setAbsolute({fromEpochMs(1'000), fromEpochMs(2'000)});
        auto *state = m_page->findChild<StatePanel *>();
        QTRY_COMPARE(state->title(), u"Nothing in this time"_s);
        state->findChildren<QPushButton *>().back()->click();
        QTRY_COMPARE(model().rowCount(), 100);
    }

    void theDetailShowsWhatChangedValueByValue()
    {
        QTRY_COMPARE(model().rowCount(), 100);
        table().selectRow(0);
        QVERIFY(detailSays(u"\"viewer\" → \"operator\""_s));
        QVERIFY(detailSays(u"+ \"Bob Marsh\""_s));
        QVERIFY(detailSays(u"− \"bob@example.com\""_s));
        QVERIFY(detailSays(u"on call from Monday"_s));
    }

    void anIntactChainIsSaidWithItsHead()
    {
        m_page->verify();
        QTRY_COMPARE(m_page->outcome(), u"12,408 rows intact · head 3f9c2b7a10d4…"_s);
    }

    void aBrokenChainNamesTheRow()
    {
        m_access->verdict
            = {.rows = 12'408, .brokenRow = 17, .problem = "row 17 was changed", .head = "ab"};
        m_page->findChild<QPushButton *>(u"verifyAudit"_s)->click();
        QTRY_VERIFY2(m_page->outcome().startsWith(u"Row 17 is not what was written"_s),
            qPrintable(m_page->outcome()));
    }

    void anExportTellsWhereOrWhyNot()
    {
        m_page->exportTo(u"/somewhere/audit.ndjson"_s);
        QTRY_VERIFY(m_page->outcome().startsWith(u"Exported"_s));
        QCOMPARE(m_access->exported.size(), 1);
        m_access->error = Error{ErrorCode::DiskFull, "no space left"};
        m_page->exportTo(u"/somewhere/audit.ndjson"_s);
        QTRY_VERIFY(m_page->outcome().contains(u"BN-DISK-FULL"_s));
    }

    void anOperatorSeesOnlyTheOwnEntries()
    {
        m_page.reset();
        m_access->role = Role::Operator;
        m_page = std::make_unique<AuditLogPage>(*m_access, *m_time);
        m_page->show();
        QTRY_VERIFY(model().rowCount() > 0);
        QCOMPARE(m_access->queries.back().userId, std::optional<std::int64_t>(1));
    }

    void aRefusalIsShownInsteadOfRows()
    {
        m_page.reset();
        m_access->error = Error{ErrorCode::PermissionDenied, "your role (viewer) may not"};
        m_page = std::make_unique<AuditLogPage>(*m_access, *m_time);
        m_page->show();
        QTRY_COMPARE(m_page->findChild<StatePanel *>()->code(), u"BN-FORBIDDEN"_s);
    }

private:
    FilterBar &filter() { return *m_page->findChild<FilterBar *>(u"auditFilter"_s); }
    QTableView &table() { return *m_page->findChild<QTableView *>(u"auditTable"_s); }
    AuditTableModel &model() { return *static_cast<AuditTableModel *>(table().model()); }
    const AuditEntry &rowAt(int row) { return model().rows()[static_cast<std::size_t>(row)]; }
    bool detailSays(const QString &text)
    {
        const auto *detail = m_page->findChild<QWidget *>(u"auditDetail"_s);
        const auto labels = detail->findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&](const QLabel *label) { return label->text().contains(text); });
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<fake::AccessDesk> m_access;
    std::unique_ptr<AuditLogPage> m_page;
};

QTEST_MAIN(TestAuditLogPage)
#include "tst_audit_log_page.moc"
