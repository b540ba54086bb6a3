#pragma once

#include "ui/commands/command_table_model.h"
#include "ui/commands/commands_services.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QStackedLayout;
class QTableView;

namespace binnacle::ui {

class CommandDetail;
class Panel;
class StatePanel;

// What is in flight, what ended within the hour and what waits for a yes; below it the steps of the
// selected one as they come.
class RecentPane final : public QWidget
{
    Q_OBJECT

public:
    explicit RecentPane(const CommandsServices &services, QWidget *parent = nullptr);

    void setActive(bool isActive);
    void setCluster(const ClusterId &cluster); // empty: all
    void selectSoon(const QString &key);       // as soon as its row is there
    void refresh();
    void focusTable();
    std::optional<CommandRow> selected() const;
    CommandDetail &detail() { return *m_detail; }

signals:
    void prepareRequested(const binnacle::Command &command);
    void approvalRequested(qint64 proposal);

private:
    void build();
    void showBoard();
    void showSelected();
    std::vector<CommandRow> rowsOf(const console::CommandBoard &board) const;

    CommandsServices m_services;
    CommandTableModel m_model;
    ClusterId m_cluster;
    QString m_selectSoon;
    QTimer m_tick; // what is in flight takes longer every second
    bool m_isActive = false;
    QTableView *m_table;
    StatePanel *m_none;
    QStackedLayout *m_pages;
    Panel *m_panel;
    CommandDetail *m_detail;
};

} // namespace binnacle::ui
