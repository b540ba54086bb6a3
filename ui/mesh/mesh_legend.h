#pragma once

#include "ui/mesh/mesh_look.h"

#include <QFrame>

namespace binnacle::ui {

// What shapes, colours, widths and dashes in the graph mean, under the present colouring.
class MeshLegend final : public QFrame
{
    Q_OBJECT

public:
    explicit MeshLegend(QWidget *parent = nullptr);

    void setColour(MeshColour colour);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Sample {
        Ok,
        Warning,
        Critical,
        Unknown,
        New,
        Idle,
        Gone,
        Thin,
        Thick,
        Failing,
        NewCall
    };
    struct Entry
    {
        Sample sample;
        QString text;
    };
    std::vector<Entry> entries() const;
    void paintSample(QPainter &painter, const QRectF &box, Sample sample) const;

    MeshColour m_colour = MeshColour::SloStatus;
};

} // namespace binnacle::ui
