#include "ui/widgets/error_text.h"

#include "ui/widgets/formatting.h"

#include <QCoreApplication>
#include <QLocale>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

QString errorHeadline(const Error &error)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument:
        return QCoreApplication::translate("ErrorText", "The input is not valid");
    case ErrorCode::MalformedBody:
        return QCoreApplication::translate("ErrorText", "The data could not be read");
    case ErrorCode::TooLarge:
        return QCoreApplication::translate("ErrorText", "A size limit was reached");
    case ErrorCode::UnsupportedMedia:
        return QCoreApplication::translate("ErrorText", "This kind of file is not supported");
    case ErrorCode::Unauthenticated:
        return QCoreApplication::translate("ErrorText", "Signing in is required");
    case ErrorCode::PermissionDenied:
        return QCoreApplication::translate("ErrorText", "Your role does not allow this");
    case ErrorCode::NotFound:
        return QCoreApplication::translate("ErrorText", "This no longer exists");
    case ErrorCode::Conflict:
        return QCoreApplication::translate("ErrorText", "Something else changed this meanwhile");
    case ErrorCode::ReadOnly:
        return QCoreApplication::translate("ErrorText", "The workspace is read-only");
    case ErrorCode::DiskFull:
        return QCoreApplication::translate("ErrorText", "The disk is full");
    case ErrorCode::Corrupt:
        return QCoreApplication::translate("ErrorText", "The workspace file is damaged");
    case ErrorCode::NewerFormat:
        return QCoreApplication::translate(
            "ErrorText", "The file was written by a later version of Binnacle");
    case ErrorCode::Unavailable:
        return QCoreApplication::translate("ErrorText", "Not available at the moment");
    case ErrorCode::Timeout:
        return QCoreApplication::translate("ErrorText", "It took too long");
    case ErrorCode::Busy:
        return QCoreApplication::translate("ErrorText", "Too many requests for now");
    case ErrorCode::Cancelled:
        return QCoreApplication::translate("ErrorText", "Cancelled");
    case ErrorCode::Internal:
        break;
    }
    return QCoreApplication::translate("ErrorText", "A fault inside Binnacle");
}

QString errorLine(const Error &error)
{
    const QString headline = errorHeadline(error);
    if (error.message.empty())
        return u"%1 · %2"_s.arg(headline, errorCodeText(error));
    return u"%1 — %2 · %3"_s.arg(headline, toText(error.message), errorCodeText(error));
}

bool isEnglishRead()
{
    const QLocale::Language language = QLocale().language();
    return language == QLocale::English || language == QLocale::C;
}

QString errorCodeText(const Error &error)
{
    return toText(stableCode(error.code));
}

} // namespace binnacle::ui
