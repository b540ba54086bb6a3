#pragma once

#include "core/console/access_desk.h"
#include "ui/settings/audit_table_model.h"
#include "ui/settings/matching_rows.h"
#include "ui/settings/settings_page.h"
#include "ui/widgets/status_glyph.h"

class QLabel;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace binnacle::ui {

class AuditDetail;
class AuditFilter;
class Banner;
class StatePanel;
class TimeSelection;

// What was done and tried: found, read, verified along its hash chain, exported.
class AuditLogPage final : public SettingsPage
{
    Q_OBJECT

public:
    static constexpr int kPageRows = 100;

    // Both must outlive the page.
    AuditLogPage(console::AccessDesk &desk, const TimeSelection &time, QWidget *parent = nullptr);

    bool escape() override;
    void refresh() override;
    void focusFilter() override;
    void verify();
    void exportTo(const QString &path);
    QString outcome() const; // of verifying or exporting
    QString countText() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    AuditFilter *newFilter() const;
    void build();
    void start();
    void ask();
    void accept(const AuditPage &page);
    void showCount();
    void showEmpty();
    void showSelected();
    void showVerdict(const AuditVerdict &verdict);
    void chooseExport();
    void say(StatusKind status, const QString &text, const QString &code = {});

    console::AccessDesk &m_desk;
    const TimeSelection &m_time;
    AuditTableModel m_model;
    AuditQuery m_query;
    MatchingRows<AuditEntry> m_matching;
    quint64 m_question = 0;
    AuditFilter *m_filter;
    QPushButton *m_verify;
    Banner *m_outcome;
    QTableView *m_table;
    StatePanel *m_state;
    QStackedLayout *m_pages;
    AuditDetail *m_detail;
    QLabel *m_count;
};

} // namespace binnacle::ui
