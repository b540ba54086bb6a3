#pragma once

#include "ui/slo/slo_presenter.h"
#include "ui/widgets/view.h"

class QButtonGroup;
class QComboBox;
class QPushButton;
class QScrollArea;
class QStackedLayout;
class QToolButton;

namespace binnacle::ui {

class Banner;
class FilterBar;
class SloDetailPane;
class SloFiles;
class SloTable;
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
    static std::vector<KeyHelp> keys();
    std::vector<KeyHelp> keyHelp() const override { return keys(); }
    QList<QAction *> paletteActions() const override { return m_actions; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildToolbar();
    QToolButton *buildExport();
    void buildActions();
    void connectPresenter();
    void showBoard();
    void showState();
    void showMenu(const QPoint &at); // of the table
    void openMesh();
    void openEvents();
    void editTarget();
    void reviewImport(const QString &file);
    void tellWritten(const QString &path, const QString &why); // `why` it failed
    std::optional<ServiceRef> backend() const;                 // of the selected objective
    ResourceRef workloadOf(const ServiceRef &service) const;   // in its cluster

    SloServices m_services;
    SloPresenter m_presenter;
    ClusterId m_cluster;
    QButtonGroup *m_kinds;
    QComboBox *m_window;
    QPushButton *m_compare;
    FilterBar *m_filter;
    QPushButton *m_import;
    QPushButton *m_edit;
    TargetEditor *m_editor;
    SpecReview *m_review;
    Banner *m_problem;
    SloTable *m_table;
    SloFiles *m_files;
    SloDetailPane *m_detail;
    StatePanel *m_state;
    QStackedLayout *m_pages;
    QList<QAction *> m_actions;
};

} // namespace binnacle::ui
