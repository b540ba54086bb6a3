#pragma once

#include "ui/slo/slo_presenter.h"
#include "ui/widgets/view.h"

class QButtonGroup;
class QComboBox;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QSortFilterProxyModel;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace binnacle::ui {

class Banner;
class SloDetailPane;
class SpecReview;
class StatePanel;
class TargetEditor;

// All must outlive the view.
struct SloServices
{
    console::SloFeed &slo;
    console::EstateFeed &estate;
    TimeSelection &time;
};

// Objectives by their budgets, worst first, and everything about the selected one.
class SloView final : public View
{
    Q_OBJECT

public:
    explicit SloView(const SloServices &services, QWidget *parent = nullptr);

    void setCluster(const ClusterId &cluster) override;
    void showSlo(const ClusterId &cluster, const SloSubject &subject) override;
    void focusFilter() override;
    bool escape() override;
    void refresh() override;
    std::vector<KeyHelp> keyHelp() const override;
    QList<QAction *> paletteActions() const override { return m_actions; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildToolbar();
    QToolButton *buildExport();
    QTableView *buildTable();
    void buildActions();
    void connectPresenter();
    void showBoard();
    void showState();
    void selectRow(const SloSubject &subject);
    void openMesh();
    void openEvents();
    void editTarget();
    void chooseImport();
    void chooseExport(console::SpecFormat format, const QString &suffix);
    std::optional<ServiceRef> backend() const; // of the selected objective

    SloServices m_services;
    SloPresenter m_presenter;
    ClusterId m_cluster;
    QButtonGroup *m_kinds;
    QComboBox *m_window;
    QPushButton *m_compare;
    QLineEdit *m_filter;
    QPushButton *m_edit;
    TargetEditor *m_editor;
    SpecReview *m_review;
    Banner *m_problem;
    QTableView *m_table;
    QSortFilterProxyModel *m_sorted;
    SloDetailPane *m_detail;
    StatePanel *m_state;
    QStackedLayout *m_pages;
    QList<QAction *> m_actions;
    bool m_isMarking = false; // the row is set, not chosen
};

} // namespace binnacle::ui
