#pragma once

#include "ui/commands/commands_page.h"
#include "ui/commands/dispatch_presenter.h"

#include <optional>

class QPushButton;
class QScrollArea;

namespace binnacle::ui {

class Banner;
class BlastPane;
class DispatchForm;
class Panel;
class RecentPane;
class RiskCard;
class UndoBar;

// A command to fill in with what it will touch, and beside it what is in flight.
class DispatchPage final : public CommandsPage
{
    Q_OBJECT

public:
    explicit DispatchPage(const CommandsServices &services, QWidget *parent = nullptr);

    void prepare(const Command &command);
    void select(const QString &command); // its id, as soon as it is there
    void prepareText(const CommandDraft &draft);

    void setActive(bool isActive) override;
    void setCluster(const ClusterId &cluster) override;
    void focusFirst() override;
    void focusFilter() override;
    bool escape() override;
    void refresh() override;
    std::optional<CommandRow> selected() const override;

    void dispatch(); // asks what it will touch, then for the confirmation it needs
    void dryRun();
    void copyKubectl();
    QString told() const; // the banner's text; empty: none

signals:
    void approvalRequested(qint64 proposal);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildLeft();
    QWidget *buildForm();
    void connectPresenter();
    void connectBoard();
    void showDraft();
    void showGate();
    void showRadius();
    void confirm();
    void send(const QString &reason);
    void sendWaiting();
    void showOutcome(const console::DispatchOutcome &outcome);
    void tell(StatusKind status, const QString &text, const QString &code = {});
    QString whyNot() const; // why Dispatch cannot be pressed
    const console::ClusterView *clusterOf(const Command &command) const;

    struct Waiting
    {
        Command command;
        QString reason;
    };
    CommandsServices m_services;
    DispatchPresenter m_presenter;
    std::optional<Waiting> m_waiting; // for the undo time to pass
    Command m_confirming;             // what the card asks about
    bool m_toldProblems = false;      // somebody tried to send the draft
    bool m_isActive = false;
    std::shared_ptr<const console::EstateView> m_estate;
    DispatchForm *m_form;
    BlastPane *m_blast;
    Panel *m_formPanel;
    QScrollArea *m_scroll;
    QWidget *m_buttons;
    Banner *m_gate;
    Banner *m_banner;
    RiskCard *m_card;
    UndoBar *m_undo;
    QPushButton *m_dispatch;
    QPushButton *m_dryRun;
    QPushButton *m_copy;
    RecentPane *m_recent;
};

} // namespace binnacle::ui
