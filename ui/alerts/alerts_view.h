#pragma once

#include "core/console/access_desk.h"
#include "core/console/alert_desk.h"
#include "core/console/estate_feed.h"
#include "core/console/ui_memory.h"
#include "ui/alerts/alert_page.h"
#include "ui/alerts/alert_toolbar.h"
#include "ui/widgets/view.h"

#include <array>
#include <functional>

class QStackedWidget;

namespace binnacle::ui {

class Banner;
class RuleImportReview;
class RulesPage;
class SilencesPage;

// All must outlive the view.
struct AlertServices
{
    console::AlertDesk &alerts;
    console::AccessDesk &access;
    console::EstateFeed &estate;
    console::UiMemory &memory;
    TimeSelection &time;
    std::function<QStringList()> runbooks; // names to offer; may be empty
};

// Rules, what fires, what fired, what is hushed and where it is told.
class AlertsView final : public View
{
    Q_OBJECT

public:
    explicit AlertsView(AlertServices services, QWidget *parent = nullptr);

    void setCluster(const ClusterId &cluster) override;
    void showAlert(qint64 alert) override;
    void focusFilter() override;
    bool escape() override;
    void refresh() override;
    static std::vector<KeyHelp> keys();
    std::vector<KeyHelp> keyHelp() const override { return keys(); }
    QList<QAction *> paletteActions() const override { return m_actions; }

    void showTab(AlertTab tab);
    void showRule(std::int64_t rule);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    RulesPage *newRulesPage();
    AlertPage *newPage(AlertTab tab);
    AlertPage &pageOf(AlertTab tab);
    void connectPage(AlertPage &page);
    void buildKeys();
    void buildActions();
    void pick(AlertTab tab);
    void showCounts();
    void showProblem();
    AlertPage &page() const;
    void openEvents(const AlertSubject &subject);
    void openLevel(const AlertSubject &subject);
    void openMesh(const AlertSubject &subject);
    void withCurrent(void (AlertsView::*open)(const AlertSubject &));
    void chooseImport();
    void chooseExport(bool onlyMarked);
    void copyName();

    AlertServices m_services;
    AlertState m_state;
    AlertToolbar *m_toolbar;
    RuleImportReview *m_review;
    Banner *m_problem;
    Banner *m_told;
    QStackedWidget *m_stack;
    RulesPage *m_rules = nullptr;
    SilencesPage *m_silences = nullptr;
    std::array<AlertPage *, kAlertTabs> m_pages{}; // as AlertTab counts; null: not yet opened
    QList<QAction *> m_actions;
    bool m_isActive = false;
};

} // namespace binnacle::ui
