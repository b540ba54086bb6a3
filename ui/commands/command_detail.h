#pragma once

#include "ui/commands/command_rows.h"
#include "ui/commands/commands_services.h"
#include "ui/commands/step_table_model.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace binnacle::ui {

class Panel;
class StatePanel;
class StatusGlyph;

// One command: its steps as they come, its output, and afterwards whether it helped, with the
// command that takes it back.
class CommandDetail final : public QWidget
{
    Q_OBJECT

public:
    explicit CommandDetail(const CommandsServices &services, QWidget *parent = nullptr);

    void setRow(const std::optional<CommandRow> &row); // none: nothing is selected
    void refresh();                                    // asks for the steps again
    void takeBack();                                   // prepares the inverse, where there is one
    void repeat();                                     // prepares the same command
    void cancelCommand();                              // while it is queued
    const std::optional<CommandRow> &row() const { return m_row; }
    QString verdictLine() const;
    QString title() const;

signals:
    void prepareRequested(const binnacle::Command &command);
    void approvalRequested(qint64 proposal);

private:
    void build();
    QWidget *buildVerdict();
    void showRow();
    void showVerdict();
    void showButtons();
    void askSteps();
    void showSteps(const std::vector<CommandStep> &steps);
    std::optional<Command> inverse() const;

    CommandsServices m_services;
    std::optional<CommandRow> m_row;
    StepTableModel m_model;
    int m_generation = 0;
    bool m_isAsking = false;
    bool m_asksAgain = false;
    Panel *m_panel;
    StatePanel *m_state;
    QStackedLayout *m_pages;
    QTableView *m_steps;
    QPlainTextEdit *m_output;
    QWidget *m_verdictRow;
    StatusGlyph *m_verdictGlyph;
    QLabel *m_verdict;
    QLabel *m_problem;
    QLabel *m_reason;
    QPushButton *m_inverse;
    QPushButton *m_again;
    QPushButton *m_cancel;
    QPushButton *m_approve;
};

} // namespace binnacle::ui
