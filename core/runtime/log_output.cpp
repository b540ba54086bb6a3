#include "core/runtime/log_output.h"

#include "core/base/printable.h"

#include <QString>
#include <QtGlobal>

namespace binnacle::runtime {

namespace {

QtMessageHandler former = nullptr; // written once, before there are other threads

void writeOneLine(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    former(type, context, QString::fromStdString(printable(message.toStdString())));
}

} // namespace

void installLogOutput()
{
    former = qInstallMessageHandler(nullptr); // the one in place, Qt's own as a rule
    qInstallMessageHandler(writeOneLine);
}

} // namespace binnacle::runtime
