#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_settings_desk.h"
#include "ui/settings/setting_editor.h"
#include "ui/settings/settings_form.h"
#include "ui/settings/storage_page.h"
#include "ui/theme/theme.h"

#include <QTableView>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

class TestStoragePage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::English);
        m_theme = std::make_unique<Theme>(*qApp);
    }

    void init()
    {
        m_settings = std::make_unique<fake::SettingsDesk>();
        m_access = std::make_unique<fake::AccessDesk>();
        m_page = std::make_unique<StoragePage>(*m_settings, *m_access);
    }

    void cleanup() { m_page.reset(); }

    void measuresOnlyWhenItIsOpened()
    {
        QCOMPARE(m_settings->measured, 0);
        m_page->show();
        QTRY_COMPARE(cell(0, StorageTableModel::BytesColumn), u"712.0 MB"_s);
        QCOMPARE(m_settings->measured, 1);
        QVERIFY(m_page->summary().contains(u"1.1 GB"_s));
    }

    void saysWhatTheRetentionCostsAndFollowsIt()
    {
        m_page->show();
        QTRY_COMPARE(cell(0, StorageTableModel::CostColumn), u"30 days ≈ 1.8 GB"_s);
        QCOMPARE(cell(1, StorageTableModel::CostColumn), u"2 days ≈ 192.6 MB"_s);
        QVERIFY(cell(4, StorageTableModel::CostColumn).startsWith(u"kept for good"_s));
        m_page->findChild<SettingsForm *>()->editor(u"retention.events_days"_s)->setText(u"60"_s);
        QTRY_COMPARE(cell(0, StorageTableModel::CostColumn), u"60 days ≈ 3.6 GB"_s);
        QCOMPARE(m_settings->measured, 1); // not measured again
    }

    void whatItMeasuredStaysWhenTheNextOneFails()
    {
        m_page->show();
        QTRY_COMPARE(m_settings->measured, 1);
        QTRY_COMPARE(rows(), 6);
        m_settings->error = Error{ErrorCode::Corrupt, "page 12 cannot be read"};
        m_page->refresh();
        QTRY_VERIFY(m_page->summary().contains(u"page 12"_s));
        QCOMPARE(rows(), 6);
    }

private:
    QAbstractItemModel &model()
    {
        return *m_page->findChild<QTableView *>(u"storageTable"_s)->model();
    }
    int rows() { return model().rowCount(); }
    QString cell(int row, int column) { return model().index(row, column).data().toString(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::SettingsDesk> m_settings;
    std::unique_ptr<fake::AccessDesk> m_access;
    std::unique_ptr<StoragePage> m_page;
};

QTEST_MAIN(TestStoragePage)
#include "tst_storage_page.moc"
