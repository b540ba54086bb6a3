#pragma once

#include "ui/mesh/mesh_look.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace binnacle::ui {

class MeshCanvas;
class MeshLegend;

// The graph with what lies over its corners: what it is about, what is hidden, the legend and the
// thin line of a question that takes its time.
class MeshStage final : public QWidget
{
    Q_OBJECT

public:
    explicit MeshStage(QWidget *parent = nullptr);

    MeshCanvas &canvas() { return *m_canvas; }
    void setCaption(const QString &text);
    // Which of all clusters; empty: the window is about one.
    void setClusterChoice(const QString &text, const QStringList &clusters);
    void setHidden(const QString &text);  // "3 hidden · Show"; empty: nothing is
    void setMessage(const QString &text); // in the middle; empty: none
    void setColour(MeshColour colour);
    void setLoading(bool isLoading);
    bool closeLegend(); // false: it was not open

signals:
    void showHiddenWanted();
    void clusterWanted(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();

    MeshCanvas *m_canvas;
    QLabel *m_caption;
    QToolButton *m_clusters;
    QPushButton *m_hidden;
    QPushButton *m_legendButton;
    MeshLegend *m_legend;
    QLabel *m_message;
    QWidget *m_busy;
    QTimer m_busySoon; // quick answers do not flash
};

} // namespace binnacle::ui
