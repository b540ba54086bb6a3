#pragma once

#include "ui/commands/command_filters.h"
#include "ui/commands/command_history_model.h"
#include "ui/commands/commands_page.h"
#include "ui/commands/commands_services.h"

class QLabel;
class QStackedLayout;
class QTableView;

namespace binnacle::ui {

class Banner;
class Chip;
class CommandDetail;
class FilterBar;
class StatePanel;

// Every command ever sent, in the window's range of time, newest first.
class HistoryPage final : public CommandsPage
{
    Q_OBJECT

public:
    static constexpr int kPageRows = 200;
    // While fewer match, older pages are read, so many commands for one question.
    static constexpr std::size_t kFewMatches = 50;
    static constexpr std::size_t kMostLooked = 20'000;

    explicit HistoryPage(const CommandsServices &services, QWidget *parent = nullptr);

    void setActive(bool isActive) override;
    void setCluster(const ClusterId &cluster) override;
    void focusFirst() override;
    void focusFilter() override;
    bool escape() override;
    void refresh() override;
    std::optional<CommandRow> selected() const override;
    void narrowTo(const ResourceRef &target); // empty: everything again
    void selectSoon(const QString &command);  // its id, when the page is next read
    QString countText() const;

private:
    FilterLanguage filterLanguage() const;
    void build();
    void start();     // another question
    void askNewest(); // the same question again
    void ask(Timestamp before, bool isRestart);
    void take(const std::vector<CommandEntry> &entries, bool isRestart);
    void show(bool isRestart, bool hasMore);
    void showState();
    void showSelected();
    CommandHistoryQuery query(Timestamp before) const;
    std::vector<CommandRow> rowsOf(const std::vector<CommandEntry> &entries) const;

    CommandsServices m_services;
    CommandHistoryModel m_model;
    ClusterId m_cluster;
    ResourceRef m_target;
    QString m_selectSoon;
    RowFilter<CommandEntry> m_filter = newCommandFilter();
    std::vector<CommandRow> m_matching; // of the question that is under way
    std::size_t m_looked = 0;           // at so many
    Timestamp m_readTo{};               // the oldest that was read
    int m_generation = 0;
    bool m_isActive = false;
    bool m_isLoaded = false;
    bool m_isAskingNewest = false;
    FilterBar *m_bar;
    Chip *m_chip;
    QLabel *m_count;
    Banner *m_problem;
    QTableView *m_table;
    StatePanel *m_state;
    QStackedLayout *m_pages;
    CommandDetail *m_detail;
};

} // namespace binnacle::ui
